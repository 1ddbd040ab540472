internal import CGMime

/// SHA-256 (FIPS 180-4), by GLib's checksum: what identifiers, boundaries and
/// the audit chain are derived from.
package enum Digest {
    /// The 32 bytes of the digest.
    package static func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let checksum = g_checksum_new(G_CHECKSUM_SHA256)!
        defer { g_checksum_free(checksum) }
        let fed: Void? = bytes.withContiguousStorageIfAvailable { feed($0, to: checksum) }
        if fed == nil { Array(bytes).withUnsafeBufferPointer { feed($0, to: checksum) } }
        var length = gsize(32)
        return [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            g_checksum_get_digest(checksum, digest.baseAddress, &length)
            count = Int(length)
        }
    }

    /// The 32 bytes of HMAC-SHA-256 (RFC 2104) over a text, by GLib's.
    package static func hmac(_ text: String, key: [UInt8]) -> [UInt8] {
        let hmac = g_hmac_new(G_CHECKSUM_SHA256, key, gsize(key.count))!
        defer { g_hmac_unref(hmac) }
        Array(text.utf8).withUnsafeBufferPointer { g_hmac_update(hmac, $0.baseAddress, $0.count) }
        var length = gsize(32)
        return [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            g_hmac_get_digest(hmac, digest.baseAddress, &length)
            count = Int(length)
        }
    }

    /// The digest in 64 hexadecimal digits, lower case.
    package static func sha256Hex(_ bytes: some Sequence<UInt8>) -> String { hex(sha256(bytes)) }

    /// Whether two texts are the same, in a time that tells nothing of where they differ.
    package static func isSame(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Two hexadecimal digits for each byte, lower case.
    package static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    private static func feed(_ bytes: UnsafeBufferPointer<UInt8>, to checksum: OpaquePointer) {
        g_checksum_update(checksum, bytes.baseAddress, bytes.count)
    }
}
