/* The least that can send letters: one libcurl handle, kept, that says the same bytes to one owner after
 * another, composes nothing and writes nothing down.
 *
 *     bare PORT COUNT FILE
 */
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char message[1 << 20];
static size_t size, offset;

static size_t fill(char *buffer, size_t each, size_t count, void *context) {
    size_t room = each * count, left = size - offset, part = left < room ? left : room;
    (void)context;
    memcpy(buffer, message + offset, part);
    offset += part;
    return part;
}

int main(int count, char **words) {
    char url[64], recipient[64];
    if (count != 4) return 64;
    FILE *file = fopen(words[3], "rb");
    if (!file) return 66;
    size = fread(message, 1, sizeof message, file);
    fclose(file);
    snprintf(url, sizeof url, "smtp://127.0.0.1:%s/actions.example.org", words[1]);
    CURL *handle = curl_easy_init();
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, fill);
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, "actions@example.org");
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)size);
    for (long n = 0; n < atol(words[2]); n++) {
        snprintf(recipient, sizeof recipient, "person%ld@example.org", n);
        struct curl_slist *recipients = curl_slist_append(NULL, recipient);
        curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients);
        offset = 0;
        CURLcode code = curl_easy_perform(handle);
        curl_slist_free_all(recipients);
        if (code != CURLE_OK) {
            fprintf(stderr, "letter %ld: %s\n", n, curl_easy_strerror(code));
            return 69;
        }
    }
    curl_easy_cleanup(handle);
    return 0;
}
