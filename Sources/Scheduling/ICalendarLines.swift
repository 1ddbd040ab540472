/// One content line of an iCalendar file (RFC 5545 §3.1), unfolded.
struct ICalendarLine {
    /// The line of the file it begins on, counted from 1.
    var number: Int
    /// In upper case, without parameters: `DTSTART`.
    var name: String
    /// Upper-case names with their values as written: `VALUE` is `DATE`.
    var parameters: [String: String]
    var value: String
}

extension ICalendarLine {
    /// The lines of a file; empty ones are left out.
    ///
    /// Lines are joined as bytes, since a fold may part the bytes of one letter.
    static func lines(of file: [UInt8]) throws(CalendarFileError) -> [ICalendarLine] {
        let body = file.starts(with: [0xEF, 0xBB, 0xBF]) ? file.dropFirst(3) : file[...]
        var joined: [(number: Int, bytes: [UInt8])] = []
        for (index, raw) in body.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = raw.last == 0x0D ? raw.dropLast() : raw
            if let first = line.first, first == 0x20 || first == 0x09, !joined.isEmpty {
                joined[joined.count - 1].bytes += line.dropFirst()
            } else if !line.isEmpty {
                joined.append((index + 1, Array(line)))
            }
        }
        var lines: [ICalendarLine] = []
        for (number, bytes) in joined { lines.append(try ICalendarLine(bytes, number)) }
        return lines
    }

    private init(_ bytes: [UInt8], _ number: Int) throws(CalendarFileError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CalendarFileError(line: number, what: "this is no UTF-8", remedy: "save the file as UTF-8")
        }
        let parts = Self.split(text, at: ":", limit: 1)
        guard parts.count == 2 else {
            throw CalendarFileError(
                line: number,
                what: "this is no line of an iCalendar file, which has a name, a colon and a value",
                remedy: "export the calendar again as .ics")
        }
        let head = Self.split(parts[0], at: ";")
        let parameters = head.dropFirst().map { Self.split($0, at: "=", limit: 1) }
        self.number = number
        name = head[0].uppercased()
        value = String(parts[1])
        self.parameters = Dictionary(
            parameters.map { ($0[0].uppercased(), $0.dropFirst().joined()) }
        ) { first, _ in first }
    }

    /// Parts a text at a mark that is not within quotation marks.
    private static func split(
        _ text: some StringProtocol, at mark: Character, limit: Int = .max
    ) -> [String] {
        var parts = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == mark, !isQuoted, parts.count <= limit {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }

    /// The value as text, its escapes undone (RFC 5545 §3.3.11), on one line.
    var text: String {
        var text = ""
        var isEscaped = false
        for character in value {
            if !isEscaped, character == "\\" {
                isEscaped = true
                continue
            }
            text.append(isEscaped && "nN".contains(character) ? " " : character)
            isEscaped = false
        }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
