import ActionRegister
import Foundation

/// A kind of value in the configuration: how it is read, and what is said when
/// it cannot be.
struct ValueKind<Value> {
    /// `a duration`.
    let noun: String
    /// What to write instead of the text that was not understood.
    let advice: (String) -> String
    let read: (String) -> Value?
    /// Whether what stands there is a secret, in part or whole, that no message shows.
    var isSecret = false

    init(_ noun: String, write example: String, read: @escaping (String) -> Value?) {
        self.noun = noun
        advice = { _ in "write \(example)" }
        self.read = read
    }
}

extension ValueKind where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One of the words of an enumeration.
    init(oneOf noun: String) {
        let words = Value.allCases.map(\.rawValue)
        self.noun = noun
        advice = { text in
            let meant = words.nearest(to: text).map { "did you mean \"\($0)\"? " } ?? ""
            return meant.isEmpty ? "write \(words.listed)" : meant + "(\(words.listed))"
        }
        read = Value.init(rawValue:)
    }
}

extension ValueKind<String> {
    static var path: Self {
        ValueKind("a path", write: "one without line ends") {
            $0.contains { $0.isNewline || $0 == "\0" } ? nil : $0
        }
    }
    static var hostName: Self {
        ValueKind("a host name", write: "one like actions.example.org") { $0.isHostName ? $0 : nil }
    }
    /// Printable, for protocols that end a value by white space or control characters.
    static var word: Self {
        ValueKind("one word", write: "it without spaces and control characters") { text in
            text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F } ? text : nil
        }
    }
    static var scope: Self {
        ValueKind("a scope", write: "one line of printable ASCII") { text in
            text.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? text : nil
        }
    }
}

extension ValueKind<Mailbox> {
    static var mailbox: Self {
        ValueKind("a mail address", write: "one like actions@example.org") { Mailbox($0) }
    }
}

extension ValueKind<ReversePath> {
    static var reversePath: Self {
        ValueKind("a mail address", write: "one like bounces@example.org or bounces+{id}@example.org") {
            ReversePath($0)
        }
    }
}

extension ValueKind<AddressPattern> {
    static var addressPattern: Self {
        ValueKind("an address or all of a domain", write: "a@example.org or \"*@example.org\"") {
            AddressPattern($0)
        }
    }
}

extension ValueKind<Duration> {
    static var duration: Self {
        ValueKind("a duration", write: "60s, 10m, 2h or 400d") { Duration(configured: $0) }
    }

    /// At least a week: a daily limit counts the attempts of two days, and a person
    /// who asks what was written last week gets an answer.
    static var retention: Self {
        ValueKind("a duration of 7d or more", write: "400d") { text in
            Duration(configured: text).flatMap { $0 >= .seconds(7 * 86_400) ? $0 : nil }
        }
    }
}

extension ValueKind<Int> {
    static func number(in range: ClosedRange<Int>) -> Self {
        ValueKind("a number from \(range.lowerBound) to \(range.upperBound)", write: "one in digits") {
            text in
            Int(decimal: text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension ValueKind {
    /// `unlimited`, read as `nil`, or a value of another kind.
    static func unlimited<Some>(or kind: ValueKind<Some>, example: String) -> Self where Value == Some? {
        ValueKind("\(kind.noun) or unlimited", write: "\(example), or unlimited") { text in
            text == "unlimited" ? .some(nil) : kind.read(text).map(Optional.some)
        }
    }
}

extension ValueKind<Rate> {
    static var rate: Self { ValueKind("a rate", write: "30/minute") { Rate($0) } }
}

extension ValueKind<RelayURL> {
    static var relayURL: Self {
        ValueKind("the address of a relay", write: "smtp://host:port or smtps://host:port and nothing else") {
            RelayURL($0)
        }
    }
}

extension ValueKind<ListenAddress> {
    static var listen: Self {
        ValueKind("a place to listen", write: "127.0.0.1:8480, \"[::1]:8480\" or the path of a Unix socket") {
            ListenAddress($0)
        }
    }
}

extension ValueKind<CalendarDay> {
    static var day: Self { ValueKind("a day", write: "one like 2027-09-01") { CalendarDay($0) } }
}

extension ValueKind<URL> {
    /// An address with `https`, or with `http` where it is on loopback.
    static var webAddress: Self {
        ValueKind("a web address", write: "one like https://actions.example.org (http only on loopback)") {
            text in
            url(text) { $0 == "https" || ($0 == "http" && $1) }
        }
    }
    /// One whose path tells who may ring it.
    static var watchAddress: Self {
        var kind = webAddress
        kind.isSecret = true
        return kind
    }
    static var proxy: Self {
        ValueKind("the address of a proxy", write: "one like http://proxy.example.org:3128") { text in
            url(text) { scheme, _ in ["http", "https"].contains(scheme) }
        }
    }

    private static func url(_ text: String, allowing: (String, Bool) -> Bool) -> URL? {
        guard let (scheme, rest) = text.divided(at: "://"),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let place = HostAndPort(String(rest.prefix { $0 != "/" && $0 != "?" }), defaultPort: 443),
            allowing(scheme, RelayURL("smtp://\(place)")?.isLoopback ?? false)
        else { return nil }
        return URL(string: text)
    }
}

extension [String] {
    /// `a, b or c`.
    var listed: String {
        count < 2 ? joined() : dropLast().joined(separator: ", ") + " or " + last!
    }
}
extension ValueKind where Value == Bool {
    static var yesOrNo: Self {
        ValueKind("yes or no", write: "yes or no") {
            ["yes": true, "true": true, "no": false, "false": false][$0]
        }
    }
}
