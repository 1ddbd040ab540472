#pragma once

#include <curl/curl.h>

/* libcurl, loaded when it is first asked for: it brings some forty libraries with
 * it, which a daemon need not wait for before it is ready, nor a verb that sends
 * nothing. The functions are libcurl's own under a name of ours.
 *
 * curl_easy_setopt and curl_easy_getinfo are variadic, and Swift imports no
 * variadic C function: there is one for each kind of argument. */

/* Loads it, on any thread, once. Returns why it cannot be used, or NULL; every
 * other function ends the process where it cannot. */
const char *ccurl_load(void);

CURLcode ccurl_global_init(long flags);
curl_version_info_data *ccurl_version_info(CURLversion age);
CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *handle);
CURLcode ccurl_easy_perform(CURL *handle);
const char *ccurl_easy_strerror(CURLcode code);
struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text);
void ccurl_slist_free_all(struct curl_slist *list);

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);

/* READFUNCTION and HEADERFUNCTION. */
typedef size_t (*ccurl_transfer)(char *buffer, size_t size, size_t count, void *context);
CURLcode ccurl_set_transfer(CURL *handle, CURLoption option, ccurl_transfer value);
CURLcode ccurl_set_debug(CURL *handle, curl_debug_callback value);
CURLcode ccurl_set_socket_opened(CURL *handle, curl_sockopt_callback value);
CURLcode ccurl_set_socket_close(CURL *handle, curl_closesocket_callback value);

CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode ccurl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value);
