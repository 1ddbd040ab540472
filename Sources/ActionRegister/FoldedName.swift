import Foundation

/// A name with everything left out that people write differently when they
/// mean the same: `LHOCs` is LHoCS, `Siân` is Sian, Cyrillic `РВ` is PB.
///
/// Case, accents, punctuation and spaces are dropped, `&` is read as "and", and
/// Cyrillic and Greek letters that look like Latin ones become them. The capital
/// decides what a letter looks like, so that case stays without meaning: Greek
/// `ν` is N, as `Ν` is.
package struct FoldedName: Hashable, Sendable {
    /// Lower-case letters and digits only; empty where the name has none.
    package let text: String

    package init(_ text: String) {
        self.text = Self.folded(ascii: text) ?? Self.folded(text)
    }

    package var isEmpty: Bool { text.isEmpty }

    /// The quick way for names in plain ASCII; `nil` for all others.
    private static func folded(ascii text: String) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte + 32)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                bytes.append(byte)
            case UInt8(ascii: "&"): bytes += Array("and".utf8)
            case 128...: return nil
            default: break
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func folded(_ text: String) -> String {
        var folded = ""
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if let latin = lookAlikes[scalar] {
                folded += latin
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                folded.unicodeScalars.append(scalar)
            }
        }
        // A mapped letter can carry a mark that only now stands on its own.
        return folded.decomposedStringWithCompatibilityMapping
    }

    /// What a scalar is read as: Cyrillic and Greek look-alikes, and the Latin
    /// letters that no decomposition takes apart.
    private static let lookAlikes: [Unicode.Scalar: String] = {
        var table = zip("авекмнорстухіјѕԁԛԝһӏү".unicodeScalars, "abekmhopctyxijsdqwhly".unicodeScalars)
            .map { ($0, String($1)) }
        table += zip("αβεζηικμνορτυχϲϳ".unicodeScalars, "abezhikmnoptyxcj".unicodeScalars)
            .map { ($0, String($1)) }
        table += [
            ("&", "and"), ("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("ø", "o"), ("ł", "l"), ("đ", "d"),
            ("ð", "d"), ("þ", "th"), ("ħ", "h"), ("ı", "i"), ("ς", "σ"),
        ]
        return Dictionary(uniqueKeysWithValues: table)
    }()
}
