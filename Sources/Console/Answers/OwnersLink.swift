/// The address of an owner's page, as it stands in letters.
///
/// Whoever has it can answer in the owner's name, so the console shows no letter
/// with it whole.
package enum OwnersLink {
    /// The message with the secret of every such address struck out; its length stays,
    /// so that nothing else of the source is moved.
    package static func struckOut(_ message: [UInt8]) -> [UInt8] {
        var message = message
        var place = 0
        while place + 3 < message.count {
            defer { place += 1 }
            guard message[place..<place + 3].elementsEqual("/a/".utf8) else { continue }
            var end = place + 3
            // Quoted-printable may break a long line in the middle of it.
            while end < message.count,
                isOfToken(message[end]) || message[end] == UInt8(ascii: "=")
                    || message[end] == 13 || message[end] == 10
            {
                if isOfToken(message[end]) { message[end] = UInt8(ascii: "x") }
                if message[end] == 10, end == 0 || !isSoftBreak(message, endingAt: end) { break }
                end += 1
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

    private static func isSoftBreak(_ message: [UInt8], endingAt place: Int) -> Bool {
        place >= 2 && message[place - 1] == 13 && message[place - 2] == UInt8(ascii: "=")
    }
}
