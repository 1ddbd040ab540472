/// A word in double braces that a board's own texts may hold, and that each
/// letter fills in.
package enum Placeholder: String, Hashable, Sendable, CaseIterable {
    case board
    case meetingDay = "meeting.day"
    case meetingTime = "meeting.time"
    case meetingPlace = "meeting.place"
    case papersDay = "papers.day"
    case recipient
    case organisation
    case phone
    case today

    /// What it prints, for `board texts --placeholders`.
    package var meaning: String {
        switch self {
        case .board: "the board's name: VAWG Board"
        case .meetingDay:
            "the day of the meeting ahead: Monday 7 December 2026; \"a day to be fixed\" without one"
        case .meetingTime: "its time: 10:00; \"a time to be fixed\" without one"
        case .meetingPlace: "its place: City Hall; \"a place to be fixed\" without one"
        case .papersDay:
            "the day its papers are due: Friday 27 November 2026; \"a day to be fixed\" without one"
        case .recipient: "the recipient's name"
        case .organisation:
            "the organisation the letter is for: MPS; the recipient's name where it is for none"
        case .phone: "the board's phone number"
        case .today: "the day of the letter: Monday 23 November 2026"
        }
    }
}

/// One of a board's own texts, with its placeholders found and known.
package struct TextTemplate: Hashable, Sendable {
    private var pieces: [Piece] = []

    private enum Piece: Hashable, Sendable {
        case text(String)
        case placeholder(Placeholder)
    }

    /// Reads `The {{board}} meets on {{meeting.day}}.`
    package init(_ text: String) throws(TemplateError) {
        var rest = text[...]
        while rest.utf8.contains(UInt8(ascii: "{")), let open = rest.firstRange(of: "{{") {
            pieces.append(.text(String(rest[..<open.lowerBound])))
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw TemplateError(.unclosed, at: open.lowerBound, in: text)
            }
            let name = Self.trimmed(rest[open.upperBound..<close.lowerBound])
            guard let placeholder = Placeholder(rawValue: name) else {
                throw TemplateError(.unknown(name), at: open.lowerBound, in: text)
            }
            pieces.append(.placeholder(placeholder))
            rest = rest[close.upperBound...]
        }
        pieces.append(.text(String(rest)))
    }

    /// Reads a text that somebody has just written: a placeholder in single braces, which
    /// would stand in letters as it is, is a slip.
    package init(written text: String) throws(TemplateError) {
        try self.init(text)
        let plain = text.replacing("{{", with: "\u{1}\u{1}").replacing("}}", with: "\u{1}\u{1}")
        for slip in plain.matches(of: /\{ *([a-z.]+) *\}/)
        where Placeholder(rawValue: String(slip.output.1)) != nil {
            throw TemplateError(.single(String(slip.output.1)), at: slip.range.lowerBound, in: plain)
        }
    }

    package func holds(_ placeholder: Placeholder) -> Bool { pieces.contains(.placeholder(placeholder)) }

    package func filled(by value: (Placeholder) -> String) -> String {
        pieces.reduce(into: "") { text, piece in
            switch piece {
            case .text(let words): text += words
            case .placeholder(let placeholder): text += value(placeholder)
            }
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.utf8.first == UInt8(ascii: " ") { text.removeFirst() }
        while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
        return String(text)
    }
}

/// A place in a text, counted from 1 as editors do.
package struct TextPosition: Hashable, Sendable, CustomStringConvertible {
    package var line, column: Int

    init(of index: String.Index, in text: String) {
        let before = text[..<index].split(separator: "\n", omittingEmptySubsequences: false)
        line = before.count
        column = (before.last?.count ?? 0) + 1
    }

    package var description: String { "\(line):\(column)" }
}

/// Why a board's text was refused, and where.
package struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    package var position: TextPosition
    package var reason: Reason

    package enum Reason: Hashable, Sendable {
        case unknown(String)
        case unclosed
        case single(String)
    }

    fileprivate init(_ reason: Reason, at index: String.Index, in text: String) {
        position = TextPosition(of: index, in: text)
        self.reason = reason
    }

    /// `2:5: there is no placeholder {{date}}; use one of …`.
    package var description: String {
        switch reason {
        case .unknown(let name): "\(position): there is no placeholder {{\(name)}}; use one of \(Self.known)"
        case .single(let name): "\(position): {\(name)} prints as it is; write {{\(name)}}"
        case .unclosed: "\(position): {{ is not closed; write }} after the placeholder's name"
        }
    }

    private static let known = Placeholder.allCases.map { "{{\($0.rawValue)}}" }.joined(separator: " ")
}
