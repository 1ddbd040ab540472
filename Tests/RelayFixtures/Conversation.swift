/// What a fake relay heard on one connection.
package struct Conversation: Hashable, Sendable {
    /// Every line outside a message, as it came.
    package internal(set) var commands: [String] = []
    /// Whole messages, dot stuffing undone, whether or not they were accepted.
    package internal(set) var messages: [[UInt8]] = []
    package internal(set) var isOver = false
}

/// Plays one script on one connection, on a thread of its own.
struct Performance {
    let wire: Wire
    var script: Script
    let note: ((inout Conversation) -> Void) -> Void

    private enum End: Error { case drop, reset }

    /// Plays to the end; returns whether the script ends with RST.
    mutating func run() -> Bool {
        do { try converse() } catch { return (error as? End) == .reset }
        return false
    }

    private mutating func converse() throws {
        if let identity = script.implicitTLS { try wire.startTLS(identity) }
        try answer(.greeting)
        while try obey(try command()) {}
    }

    private func command() throws -> String {
        let line = String(decoding: try wire.readLine(), as: UTF8.self)
        note { $0.commands.append(line) }
        return line
    }

    private mutating func obey(_ command: String) throws -> Bool {
        switch command.prefix(4).uppercased() {
        case "EHLO", "HELO": try answer(.ehlo)
        case "STAR": try answer(.startTLS)
        case "AUTH": try authenticate(command)
        case "MAIL": try answer(.mail)
        case "RCPT": try answer(.recipient)
        case "DATA": if try answer(.data).hasPrefix("354") { try takeMessage() }
        case "QUIT":
            try answer(.quit)
            return false
        default: try wire.write("502 5.5.1 what?\r\n")
        }
        return true
    }

    private mutating func authenticate(_ command: String) throws {
        let challenges = command.hasPrefix("AUTH LOGIN") ? ["VXNlcm5hbWU6", "UGFzc3dvcmQ6"] : [""]
        for challenge in challenges {
            try wire.write("334 \(challenge)\r\n")
            _ = try self.command()
        }
        try answer(.auth)
    }

    private mutating func takeMessage() throws {
        var message = try wire.readLine()
        try answer(.body)
        var lines: [UInt8] = []
        while message != [UInt8(ascii: ".")] {
            lines += (message.first == UInt8(ascii: ".") ? message.dropFirst() : message[...]) + [13, 10]
            message = try wire.readLine()
        }
        note { $0.messages.append(lines) }
        try answer(.message)
    }

    /// Plays the next answer; returns what was said.
    @discardableResult private mutating func answer(_ moment: Script.Moment) throws -> String {
        var said = ""
        for move in script.next(moment) {
            switch move {
            case .say(let text):
                said = text
                if !text.isEmpty { try wire.write(text + "\r\n") }
            case .drip(let text):
                said = text
                for character in text.unicodeScalars { try wire.write(String(character)) }
                try wire.write("\r\n")
            case .drop: throw End.drop
            case .reset: throw End.reset
            case .stall(let gate): gate.wait()
            case .startTLS(let identity): try wire.startTLS(identity)
            }
        }
        return said
    }
}
