import Foundation

/// An SMTP server on 127.0.0.1 that holds one written conversation, connection
/// after connection, and notes where the client leaves it.
package final class DialogueRelay: Sendable {
    package let port: Int
    private let listener: Int32
    private let dialogue: Dialogue
    private let identity: TLSIdentity?
    private let state = Locked(State())

    private struct State: Sendable {
        var departures: [String] = []
        var message: [UInt8]?
        var isOver = false
        var open: Int32?
        var waiting: CheckedContinuation<Void, Never>?
    }

    private struct Departure: Error { let words: String }

    package init(_ dialogue: Dialogue, _ identity: TLSIdentity?) throws {
        signal(SIGPIPE, SIG_IGN)
        (self.dialogue, self.identity) = (dialogue, identity)
        (listener, port) = try Loopback.listen()
        Thread.detachNewThread { [self] in holdAll() }
    }

    /// Where the client did not say what is written, once the conversation is over.
    package func departures() async -> [String] {
        await withCheckedContinuation { done in
            let isOver = state.withLock { state in
                if !state.isOver { state.waiting = done }
                return state.isOver
            }
            if isOver { done.resume() }
        }
        return state.withLock(\.departures)
    }

    /// Ends the conversation where it is: no connection is waited for any more.
    package func stop() {
        state.withLock { state in
            // What is closed may have been opened again by somebody else.
            if !state.isOver { shutdown(listener, Int32(SHUT_RDWR)) }
            if let open = state.open { shutdown(open, Int32(SHUT_RDWR)) }
        }
    }

    private func holdAll() {
        for (number, lines) in dialogue.connections.enumerated() {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else {
                depart("connection \(number + 1) never came")
                break
            }
            state.withLock { $0.open = descriptor }
            hold(lines, Wire(descriptor: descriptor))
        }
        let waiting = state.withLock { state in
            close(listener)
            state.isOver = true
            return state.waiting
        }
        waiting?.resume()
    }

    private func depart(_ words: String) { state.withLock { $0.departures.append(words) } }

    /// One connection, from the greeting to its end.
    private func hold(_ lines: [Dialogue.Line], _ wire: Wire) {
        var resets = false
        do {
            for line in lines {
                if line.isClients { try hear(line.words, wire) } else { try say(line.words, wire) }
            }
            resets = lines.last?.words == "(reset)"
        } catch let departure as Departure {
            depart(departure.words)
        } catch {
            depart("the client hung up before the end")
        }
        state.withLock {
            $0.open = nil
            wire.close(reset: resets)
        }
    }
}

extension DialogueRelay {
    private func say(_ words: String, _ wire: Wire) throws {
        switch words {
        case "(drop)", "(reset)": return
        case "(silence)": while (try? wire.readLine()) != nil {}
        case "(TLS)": if let identity { try wire.startTLS(identity) }
        case "(TLS in vain)": if let identity { try? wire.startTLS(identity) }
        case _ where words.hasPrefix("(drip) "):
            for octet in (words.dropFirst(7) + "\r\n").unicodeScalars { try wire.write(String(octet)) }
        case _ where words.hasPrefix("("):
            let parts = words.dropFirst().split(separator: " times) ", maxSplits: 1)
            guard parts.count == 2, let times = Int(parts[0]) else { throw Departure(words: words) }
            try wire.write(String(repeating: parts[1] + "\r\n", count: times))
        default: try wire.write(words + "\r\n")
        }
    }

    private func hear(_ words: String, _ wire: Wire) throws {
        switch words {
        case "(the message begins)": _ = try wire.readLine()
        case "(the message)":
            let message = try takeMessage(wire)
            state.withLock { $0.message = message }
        case "(the same message)":
            let message = try takeMessage(wire)
            guard state.withLock({ $0.message == message }) else {
                throw Departure(words: "another message than before")
            }
        case "(nothing more)":
            if let line = try? wire.readLine() { throw Departure(words: "more: " + text(line)) }
        default:
            let line = text(try wire.readLine())
            let fits = words.hasSuffix("*") ? line.hasPrefix(words.dropLast()) : line == words
            guard fits else { throw Departure(words: "\(line), not \(words)") }
        }
    }

    private func takeMessage(_ wire: Wire) throws -> [UInt8] {
        var message: [UInt8] = []
        while case let line = try wire.readLine(), line != [UInt8(ascii: ".")] { message += line + [13, 10] }
        return message
    }

    private func text(_ line: [UInt8]) -> String { String(decoding: line, as: UTF8.self) }
}
