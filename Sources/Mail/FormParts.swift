internal import CGMime

/// The parts of a form that brings a file (`multipart/form-data`, RFC 7578), which
/// is MIME and so read by GMime.
package enum FormParts {
    package struct Part: Hashable, Sendable {
        package var name: String
        /// As the browser calls the file; `nil` for a field.
        package var fileName: String?
        package var bytes: [UInt8]
    }

    /// - Parameter contentType: as the request's field says it, boundary included; a
    ///   value with a line end in it gives no parts.
    package static func parts(of body: [UInt8], contentType: String) -> [Part] {
        guard !contentType.hasOctet(where: { $0 < 0x20 || $0 > 0x7E }) else { return [] }
        _ = GMime.isReady
        let bytes = Array("Content-Type: \(contentType)\r\n\r\n".utf8) + body
        return bytes.withUnsafeBytes { buffer -> [Part] in
            let stream = g_mime_stream_mem_new_with_buffer(
                buffer.bindMemory(to: CChar.self).baseAddress, bytes.count)!
            defer { g_object_unref(stream) }
            let parser = g_mime_parser_new_with_stream(stream)!
            defer { g_object_unref(parser) }
            guard let object = g_mime_parser_construct_part(parser, nil) else { return [] }
            defer { g_object_unref(object) }
            guard let multipart = cgmime_multipart_of_object(object) else { return [] }
            return (0..<g_mime_multipart_get_count(multipart)).compactMap {
                part(g_mime_multipart_get_part(multipart, $0))
            }
        }
    }

    private static func part(_ object: UnsafeMutablePointer<GMimeObject>?) -> Part? {
        guard let name = parameter("name", of: object), let part = cgmime_part_of_object(object) else {
            return nil
        }
        return Part(name: name, fileName: parameter("filename", of: object), bytes: content(of: part))
    }

    private static func parameter(_ name: String, of object: UnsafeMutablePointer<GMimeObject>?) -> String? {
        g_mime_object_get_content_disposition_parameter(object, name).map { String(cString: $0) }
    }

    private static func content(of part: UnsafeMutablePointer<GMimePart>) -> [UInt8] {
        guard let content = g_mime_part_get_content(part) else { return [] }
        let stream = g_mime_stream_mem_new()!
        defer { g_object_unref(stream) }
        g_mime_data_wrapper_write_to_stream(content, stream)
        let bytes = g_mime_stream_mem_get_byte_array(cgmime_memory_of_stream(stream))!.pointee
        return Array(UnsafeBufferPointer(start: bytes.data, count: Int(bytes.len)))
    }
}
