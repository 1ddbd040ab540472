#pragma once
#include <glib.h>
#include <gmime/gmime.h>

/* GObject's casts are macros, which Swift does not import: one typed function
 * for each cast that composing or reading a message needs. */

static inline GMimeObject *cgmime_object_of_message(GMimeMessage *message) { return GMIME_OBJECT(message); }
static inline GMimeStreamMem *cgmime_memory_of_stream(GMimeStream *stream) { return GMIME_STREAM_MEM(stream); }
static inline GMimeMultipart *cgmime_multipart_of_object(GMimeObject *object) {
    return GMIME_IS_MULTIPART(object) ? GMIME_MULTIPART(object) : NULL;
}
static inline GMimePart *cgmime_part_of_object(GMimeObject *object) {
    return GMIME_IS_PART(object) ? GMIME_PART(object) : NULL;
}
static inline InternetAddressMailbox *cgmime_mailbox_of_address(InternetAddress *address) {
    return INTERNET_ADDRESS_MAILBOX(address);
}
static inline GMimeMessage *cgmime_message_of_object(GMimeObject *object) {
    return GMIME_IS_MESSAGE_PART(object) ? g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)) : NULL;
}
