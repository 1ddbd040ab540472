internal import CGMime

/// A message as a receiving program reads it (RFC 5322, RFC 2045): fields and
/// parts, decoded by GMime.
package struct ReceivedMessage {
    /// Every header field in order, decoded.
    package private(set) var fields: [(name: String, value: String)] = []
    /// The decoded parts of the body, with their content types.
    package private(set) var parts: [(type: String, text: String)] = []

    /// `nil` where it is no message at all.
    package init?(_ bytes: [UInt8]) {
        _ = GMime.isReady
        let stream = bytes.withUnsafeBytes {
            g_mime_stream_mem_new_with_buffer($0.bindMemory(to: CChar.self).baseAddress, bytes.count)!
        }
        defer { g_object_unref(stream) }
        let parser = g_mime_parser_new_with_stream(stream)!
        defer { g_object_unref(parser) }
        guard let message = g_mime_parser_construct_message(parser, nil) else { return nil }
        defer { g_object_unref(message) }
        readFields(of: cgmime_object_of_message(message))
        // GMime's parser files the Content fields of the header section with the body.
        readFields(of: g_mime_message_get_mime_part(message))
        readParts(of: g_mime_message_get_mime_part(message))
    }

    /// The first field of that name, in any case of letters.
    package subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The first part that is plain text.
    package var text: String? { parts.first { $0.type == "text/plain" }?.text }

    private mutating func readFields(of object: UnsafeMutablePointer<GMimeObject>?) {
        let list = g_mime_object_get_header_list(object)
        for index in 0..<g_mime_header_list_get_count(list) {
            let field = g_mime_header_list_get_header_at(list, index)
            fields.append(
                (
                    String(cString: g_mime_header_get_name(field)),
                    String(cString: g_mime_header_get_value(field))
                ))
        }
    }

    private mutating func readParts(of body: UnsafeMutablePointer<GMimeObject>?) {
        guard let multipart = cgmime_multipart_of_object(body) else { return }
        for index in 0..<g_mime_multipart_get_count(multipart) {
            let object = g_mime_multipart_get_part(multipart, index)
            let type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object))!
            defer { g_free(type) }
            parts.append((String(cString: type), text(of: object)))
        }
    }

    /// The decoded content of a part; of a message within the message, its header
    /// section and body as they came.
    private func text(of object: UnsafeMutablePointer<GMimeObject>?) -> String {
        let stream = g_mime_stream_mem_new()!
        defer { g_object_unref(stream) }
        if let message = cgmime_message_of_object(object) {
            g_mime_object_write_to_stream(cgmime_object_of_message(message), nil, stream)
        } else if let part = cgmime_part_of_object(object), let content = g_mime_part_get_content(part) {
            g_mime_data_wrapper_write_to_stream(content, stream)
        }
        let bytes = g_mime_stream_mem_get_byte_array(cgmime_memory_of_stream(stream))!.pointee
        return String(decoding: UnsafeBufferPointer(start: bytes.data, count: Int(bytes.len)), as: UTF8.self)
    }
}
