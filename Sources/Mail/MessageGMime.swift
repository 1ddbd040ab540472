internal import CGMime

/// The library as a whole: its start, and bytes in and out of it.
enum GMime {
    /// True once the library has started; asking starts it, once, whatever the thread.
    static let isReady: Bool = {
        g_mime_init()
        return true
    }()

    /// CRLF for every line; read only, so that all threads may share it.
    nonisolated(unsafe) private static let format: OpaquePointer = {
        _ = isReady
        let options = g_mime_format_options_new()!
        g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS)
        return options
    }()

    /// A stream of the text's UTF-8 that the caller gives up.
    static func stream(of text: String) -> UnsafeMutablePointer<GMimeStream> {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                g_mime_stream_mem_new_with_buffer($0.baseAddress, $0.count)!
            }
        }
    }

    static func bytes(of object: UnsafeMutablePointer<GMimeObject>?) -> [UInt8] {
        let stream = g_mime_stream_mem_new()!
        defer { g_object_unref(stream) }
        g_mime_object_write_to_stream(object, format, stream)
        let written = g_mime_stream_mem_get_byte_array(cgmime_memory_of_stream(stream))!
        return Array(UnsafeBufferPointer(start: written.pointee.data, count: Int(written.pointee.len)))
    }

    /// The address with a domain beyond ASCII in its ASCII form (RFC 5891).
    static func address(_ addressSpec: String) -> String {
        guard addressSpec.utf8.contains(where: { $0 > 126 }) else { return addressSpec }
        let address = internet_address_mailbox_new(nil, addressSpec)!
        defer { g_object_unref(address) }
        return String(cString: internet_address_mailbox_get_idn_addr(cgmime_mailbox_of_address(address)))
    }

    /// The text of a C string that is ours to free.
    static func taking(_ text: UnsafeMutablePointer<CChar>) -> String {
        defer { g_free(text) }
        return String(cString: text)
    }
}
