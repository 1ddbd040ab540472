/// What a fake relay does on one connection: obedient, except where told.
///
/// An answer for a moment is used once, in the order given; after the last one
/// the relay answers as an obedient server would.
package struct Script: Sendable {
    package enum Moment: Hashable, Sendable {
        case greeting, ehlo, startTLS, auth, mail, recipient, data, body, message, quit
    }

    package enum Move: Sendable {
        /// A reply; lines are joined by `\r\n`, the last end is added.
        case say(String)
        /// A reply, one octet at a time.
        case drip(String)
        case drop
        /// Hangs up with RST.
        case reset
        /// Says nothing more until the gate opens.
        case stall(Gate)
        case startTLS(TLSIdentity)
    }

    var answers: [Moment: [[Move]]] = [:]
    var extensions: [String]
    var implicitTLS: TLSIdentity?

    package init(
        extensions: [String] = ["SIZE 10485760", "8BITMIME", "SMTPUTF8"], implicitTLS: TLSIdentity? = nil
    ) {
        self.extensions = extensions
        self.implicitTLS = implicitTLS
    }

    package static var obedient: Script { Script() }

    /// A relay with STARTTLS, which greets anew after it.
    package static func startingTLS(_ identity: TLSIdentity, extensions: [String] = []) -> Script {
        Script(extensions: ["STARTTLS"] + extensions)
            .on(.startTLS, .say("220 2.0.0 ready"), .startTLS(identity))
    }

    package func on(_ moment: Moment, _ moves: Move...) -> Script {
        var script = self
        script.answers[moment, default: []].append(moves)
        return script
    }

    /// Takes the next answer for a moment, or the obedient one.
    mutating func next(_ moment: Moment) -> [Move] {
        if answers[moment]?.isEmpty == false { return answers[moment]!.removeFirst() }
        return [.say(obedient(moment))]
    }

    private func obedient(_ moment: Moment) -> String {
        switch moment {
        case .greeting: "220 fake.example.org ESMTP"
        case .ehlo: Self.multiLine(250, ["fake.example.org"] + extensions)
        case .startTLS: "502 5.5.1 no TLS here"
        case .auth: "235 2.7.0 welcome"
        case .mail: "250 2.1.0 sender noted"
        case .recipient: "250 2.1.5 recipient noted"
        case .data: "354 go on"
        case .body: ""
        case .message: "250 2.0.0 taken"
        case .quit: "221 2.0.0 bye"
        }
    }

    package static func multiLine(_ code: Int, _ texts: [String]) -> String {
        let all = texts.dropLast().map { "\(code)-\($0)" } + texts.suffix(1).map { "\(code) \($0)" }
        return all.joined(separator: "\r\n")
    }
}
