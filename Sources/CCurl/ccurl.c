#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* The ABI of libcurl 7.16 and after (its VERSIONS.md). */
static const char library[] = "libcurl.so.4";

static struct {
    CURLcode (*global_init)(long);
    curl_version_info_data *(*version_info)(CURLversion);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    CURLcode (*easy_perform)(CURL *);
    const char *(*easy_strerror)(CURLcode);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
} curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256];

static void *found(void *handle, const char *name) {
    void *address = dlsym(handle, name);
    if (!address && !*failure) snprintf(failure, sizeof failure, "%s has no %s", library, name);
    return address;
}

static void load(void) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        snprintf(failure, sizeof failure, "%s", dlerror());
        return;
    }
    curl.global_init = found(handle, "curl_global_init");
    curl.version_info = found(handle, "curl_version_info");
    curl.easy_init = found(handle, "curl_easy_init");
    curl.easy_cleanup = found(handle, "curl_easy_cleanup");
    curl.easy_perform = found(handle, "curl_easy_perform");
    curl.easy_strerror = found(handle, "curl_easy_strerror");
    curl.easy_setopt = found(handle, "curl_easy_setopt");
    curl.easy_getinfo = found(handle, "curl_easy_getinfo");
    curl.slist_append = found(handle, "curl_slist_append");
    curl.slist_free_all = found(handle, "curl_slist_free_all");
}

const char *ccurl_load(void) {
    pthread_once(&once, load);
    return *failure ? failure : NULL;
}

static void need(void) {
    if (!ccurl_load()) return;
    fprintf(stderr, "minuted: %s; install libcurl4\n", failure);
    abort();
}

CURLcode ccurl_global_init(long flags) {
    need();
    return curl.global_init(flags);
}

curl_version_info_data *ccurl_version_info(CURLversion age) {
    need();
    return curl.version_info(age);
}

CURL *ccurl_easy_init(void) {
    need();
    return curl.easy_init();
}

/* Who has a handle or a list has loaded it. */
void ccurl_easy_cleanup(CURL *handle) { curl.easy_cleanup(handle); }
CURLcode ccurl_easy_perform(CURL *handle) { return curl.easy_perform(handle); }
const char *ccurl_easy_strerror(CURLcode code) { return curl.easy_strerror(code); }

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text) {
    need();
    return curl.slist_append(list, text);
}

void ccurl_slist_free_all(struct curl_slist *list) {
    if (list) curl.slist_free_all(list);
}

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_transfer(CURL *handle, CURLoption option, ccurl_transfer value) {
    return curl.easy_setopt(handle, option, value);
}
CURLcode ccurl_set_debug(CURL *handle, curl_debug_callback value) {
    return curl.easy_setopt(handle, CURLOPT_DEBUGFUNCTION, value);
}
CURLcode ccurl_set_socket_opened(CURL *handle, curl_sockopt_callback value) {
    return curl.easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, value);
}
CURLcode ccurl_set_socket_close(CURL *handle, curl_closesocket_callback value) {
    return curl.easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, value);
}
CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl.easy_getinfo(handle, info, value);
}
CURLcode ccurl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl.easy_getinfo(handle, info, value);
}
