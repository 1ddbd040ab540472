/// The address of an owner's page, as it stands in letters.
///
/// Whoever has it can answer in the owner's name, so the console shows no letter
/// with it whole.
package enum OwnersLink {
    /// The message with the secret of every such address struck out; its length stays,
    /// so that nothing else of the source is moved.
    package static func struckOut(_ message: [UInt8]) -> [UInt8] {
        var message = message
        // The octets of the text: quoted-printable may break a long line anywhere in it.
        let places = message.indices.filter { !isOfSoftBreak(message, $0) }
        var isInLink = false
        for (index, place) in places.enumerated() {
            if isInLink, isOfToken(message[place]) {
                message[place] = UInt8(ascii: "x")
            } else {
                isInLink = index >= 2 && places[index - 2...index].map { message[$0] } == Array("/a/".utf8)
            }
        }
        return message
    }

    private static func isOfToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x66, UInt8(ascii: "."): true
        default: false
        }
    }

    /// Whether an octet is one of `=\r\n`, which stands for nothing (RFC 2045 §6.7).
    private static func isOfSoftBreak(_ message: [UInt8], _ place: Int) -> Bool {
        (max(0, place - 2)...place).contains { start in
            start + 3 <= message.count && message[start..<start + 3].elementsEqual("=\r\n".utf8)
        }
    }
}
