internal import CGMime

/// The library as a whole: its start, and bytes in and out of it.
enum GMime {
    /// True once the library has started; asking starts it, once, whatever the thread.
    static let isReady: Bool = {
        g_mime_init()
        return true
    }()

    /// The text's UTF-8 in quoted-printable (RFC 2045 §6.7), every line ended by LF.
    static func quotedPrintable(_ text: String) -> [UInt8] {
        var text = text
        var state = GMimeEncoding()
        g_mime_encoding_init_encode(&state, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)
        return text.withUTF8 { input in
            let room = g_mime_encoding_outlen(&state, input.count)
            return [UInt8](unsafeUninitializedCapacity: room) { output, count in
                count = output.withMemoryRebound(to: CChar.self) { output in
                    input.withMemoryRebound(to: CChar.self) {
                        g_mime_encoding_flush(&state, $0.baseAddress, $0.count, output.baseAddress)
                    }
                }
            }
        }
    }

    /// The address with a domain beyond ASCII in its ASCII form (RFC 5891).
    static func address(_ addressSpec: String) -> String {
        guard addressSpec.hasOctet(where: { $0 > 126 }) else { return addressSpec }
        _ = isReady
        let address = internet_address_mailbox_new(nil, addressSpec)!
        defer { g_object_unref(address) }
        return String(cString: internet_address_mailbox_get_idn_addr(cgmime_mailbox_of_address(address)))
    }
}
