package import Foundation

/// Reads the bytes of a text file: UTF-8 with or without a byte order mark,
/// UTF-16 with one, and whatever is not UTF-8 as Windows-1252.
///
/// Guessing ends there: a spreadsheet's own file, a byte that Windows-1252 does
/// not define and a NUL are refused, with the place.
package enum TextDecoding {
    package static func decode(_ contents: Data, file: String) throws(InputRefusal) -> String {
        let bytes = [UInt8](contents)
        if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw refusal(file, at: .start, "this is a spreadsheet or a document, not text")
        }
        let text = try decodeText(bytes, file)
        if let place = place(of: 0, in: text) {
            throw refusal(file, at: place, "there is a NUL here, so this is not text")
        }
        return text
    }

    private static func decodeText(_ bytes: [UInt8], _ file: String) throws(InputRefusal) -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try utf8(bytes.dropFirst(3), file) }
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes.dropFirst(2), file) { $0 | $1 << 8 } }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes.dropFirst(2), file) { $0 << 8 | $1 } }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return try windows1252(bytes, file)
    }

    private static func utf8(_ bytes: ArraySlice<UInt8>, _ file: String) throws(InputRefusal) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        // What cannot be decoded becomes U+FFFD; the first stands where the fault is.
        let repaired = String(decoding: bytes, as: UTF8.self)
        let place = place(of: 0xFFFD, in: repaired) ?? .start
        throw refusal(file, at: place, "the file is marked as UTF-8 but is not UTF-8 here")
    }

    private static func utf16(
        _ bytes: ArraySlice<UInt8>, _ file: String, unit: (UInt16, UInt16) -> UInt16
    ) throws(InputRefusal) -> String {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2)
            .map { unit(UInt16(bytes[$0]), UInt16(bytes[$0 + 1])) }
        if bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) { return text }
        let repaired = String(decoding: units, as: UTF16.self)
        let place = place(of: 0xFFFD, in: repaired) ?? end(of: repaired)
        throw refusal(file, at: place, "the file is marked as UTF-16 but is not UTF-16 here")
    }

    private static func windows1252(_ bytes: [UInt8], _ file: String) throws(InputRefusal) -> String {
        let text = String(String.UnicodeScalarView(bytes.map { scalar($0) }))
        guard let place = place(of: 0xFFFD, in: text) else { return text }
        throw refusal(file, at: place, "this is neither UTF-8 nor Windows-1252")
    }

    private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        (0x80..<0xA0).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte)
    }

    /// 0x80 to 0x9F; U+FFFD where Windows-1252 has nothing.
    private static let upper = Array(
        ("€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}" + "\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ").unicodeScalars)

    private static func place(of scalar: UInt32, in text: String) -> InputPlace? {
        let scalars = text.unicodeScalars
        return scalars.firstIndex { $0.value == scalar }.map { end(of: String(scalars[..<$0])) }
    }

    /// The place just after a text.
    private static func end(of text: String) -> InputPlace {
        text.unicodeScalars.reduce(into: .start) { place, scalar in
            place = scalar == "\n" ? InputPlace(line: place.line + 1, column: 1) : place.next
        }
    }

    private static func refusal(_ file: String, at place: InputPlace, _ what: String) -> InputRefusal {
        InputRefusal([InputProblem(file: file, at: place, what, advice: "save the file as CSV UTF-8")])
    }
}

extension InputPlace {
    var next: InputPlace { InputPlace(line: line, column: column + 1) }
}
