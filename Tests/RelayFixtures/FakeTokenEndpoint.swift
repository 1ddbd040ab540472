package import Foundation

/// A scripted token endpoint on 127.0.0.1, in TLS or in clear: one request a
/// connection.
///
/// The n-th request gets the n-th answer, later ones the last. It keeps what it
/// was asked; stop it before the test ends.
package final class FakeTokenEndpoint: Sendable {
    package let port: Int
    private let listener: Int32
    private let answers: [Answer]
    private let identity: TLSIdentity?
    private let isBehindProxy: Bool
    private let heard = Locked<[Request]>([])

    package enum Answer: Sendable {
        /// `token-1` to the first request, `token-2` to the second.
        case token(lifetime: Int)
        case say(Int, String)
        /// Answers so when the gate opens.
        indirect case hold(Gate, then: Answer)
        case drop
    }

    package struct Request: Hashable, Sendable {
        /// `POST /token HTTP/1.1`
        package var line: String
        package var fields: [String]
        package var body: String
    }

    /// - Parameter isBehindProxy: it is first asked by CONNECT, as a proxy is, and
    ///   then answers as whatever server was named there.
    package init(_ answers: Answer..., identity: TLSIdentity? = nil, isBehindProxy: Bool = false) throws {
        signal(SIGPIPE, SIG_IGN)
        self.answers = answers.isEmpty ? [.token(lifetime: 3599)] : answers
        (self.identity, self.isBehindProxy) = (identity, isBehindProxy)
        (listener, port) = try Loopback.listen()
        Thread.detachNewThread { [self] in acceptAll() }
    }

    package var url: URL { URL(string: "\(identity == nil ? "http" : "https")://127.0.0.1:\(port)/token")! }

    package var requests: [Request] { heard.withLock { $0 } }

    /// Takes no more connections.
    package func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func acceptAll() {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            Thread.detachNewThread { [self] in
                let wire = Wire(descriptor: descriptor)
                try? serve(wire)
                wire.close(reset: false)
            }
        }
        close(listener)
    }

    private func serve(_ wire: Wire) throws {
        if isBehindProxy {
            _ = note(try request(wire))
            try wire.write("HTTP/1.1 200 Connection established\r\n\r\n")
        }
        if let identity { try wire.startTLS(identity) }
        let number = note(try request(wire))
        try answer(answers[min(number, answers.count - 1)], number, wire)
    }

    private func request(_ wire: Wire) throws -> Request {
        var lines: [String] = []
        while let line = String(validating: try wire.readLine(), as: UTF8.self), !line.isEmpty {
            lines.append(line)
        }
        let length = lines.compactMap {
            $0.lowercased().split(separator: "content-length: ").last.flatMap { Int($0) }
        }
        let body = try wire.read(length.first ?? 0)
        return Request(
            line: lines.first ?? "", fields: Array(lines.dropFirst()),
            body: String(decoding: body, as: UTF8.self))
    }

    /// - Returns: how many were asked for a token before.
    private func note(_ request: Request) -> Int {
        heard.withLock {
            $0.append(request)
            return $0.count { !$0.line.hasPrefix("CONNECT") } - 1
        }
    }

    private func answer(_ answer: Answer, _ number: Int, _ wire: Wire) throws {
        switch answer {
        case .token(let lifetime):
            let token = "token-\(number + 1)"
            try say(
                200, #"{"token_type":"Bearer","expires_in":\#(lifetime),"access_token":"\#(token)"}"#, wire)
        case .say(let status, let body): try say(status, body, wire)
        case .hold(let gate, let then):
            gate.wait()
            try self.answer(then, number, wire)
        case .drop: break
        }
    }

    private func say(_ status: Int, _ body: String, _ wire: Wire) throws {
        try wire.write(
            "HTTP/1.1 \(status) said\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                + body)
    }
}
