// What libcurl alone takes: so many letters over one kept handle, and nothing written down.
//
//     bare PORT COUNT MESSAGE
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char message[65536];
static size_t length, sent;

static size_t give(char *to, size_t size, size_t count, void *unused) {
    (void)unused;
    size_t part = length - sent < size * count ? length - sent : size * count;
    memcpy(to, message + sent, part);
    sent += part;
    return part;
}

int main(int count, char **words) {
    if (count != 4) return 64;
    FILE *file = fopen(words[3], "rb");
    if (!file) return 66;
    length = fread(message, 1, sizeof message, file);
    fclose(file);
    char url[64], mailbox[64];
    snprintf(url, sizeof url, "smtp://127.0.0.1:%s/bench.example.org", words[1]);
    CURL *handle = curl_easy_init();
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, "<actions@example.org>");
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)length);
    for (int letter = 0; letter < atoi(words[2]); letter++) {
        snprintf(mailbox, sizeof mailbox, "<person%d@example.org>", letter);
        struct curl_slist *recipients = curl_slist_append(NULL, mailbox);
        curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients);
        sent = 0;
        CURLcode code = curl_easy_perform(handle);
        curl_slist_free_all(recipients);
        if (code) {
            fprintf(stderr, "letter %d: %s\n", letter, curl_easy_strerror(code));
            return 69;
        }
    }
    curl_easy_cleanup(handle);
    return 0;
}
