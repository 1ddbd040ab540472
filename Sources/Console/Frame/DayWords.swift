import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// Days and times as people write them, with the form of machines beside it.
extension CalendarDay {
    /// `Monday 7 December 2026`
    var html: HTML { "<time datetime=\"\(description)\">\(words)</time>" }

    /// `March 2027`
    var monthWords: String { words.split(separator: " ").suffix(2).joined(separator: " ") }
}

extension Board {
    /// `Monday 15 February 2027 at 09:00`, on the board's own clock.
    func html(of instant: Date) -> HTML {
        let (day, time) = clock(at: instant)
        return "<time datetime=\"\(instant.formatted(.iso8601))\">\(day.words) at \(time.description)</time>"
    }
}

extension [Owner: String] {
    /// The owner's name; of one that was erased, that it was.
    func name(_ owner: Owner) -> String { self[owner] ?? "(erased)" }

    func names(_ action: Action) -> String {
        action.owners.map { name($0.owner) }.joined(separator: ", ")
    }
}

extension ActionRecord {
    /// By when it is to be done, and whether that is past.
    func dueHTML(_ meetingDay: CalendarDay?) -> HTML {
        let due: HTML =
            switch action.due {
            case .day(let day): day.html
            case .meeting:
                meetingDay.map { "at the meeting of \($0.html)" } ?? "at its meeting, which has no day"
            case .ongoing: "ongoing"
            case .unset: "not set"
            }
        let late: HTML =
            overdueDays > 0
            ? "<br><span class=\"late\">\(overdueDays == 1 ? "1 day" : "\(overdueDays) days") overdue</span>"
            : ""
        return due + late
    }
}

extension HTML {
    /// Pieces one after the other.
    static func join(_ pieces: [HTML]) -> HTML { "\(pieces)" }

    /// A table that becomes a list of cards where the window is narrow.
    static func table(_ caption: String, _ columns: [String], _ rows: [[HTML]]) -> HTML {
        let head: [HTML] = columns.map { "<th scope=\"col\">\($0)</th>" }
        let lines: [HTML] = rows.map { row in
            let cells: [HTML] = zip(columns, row).enumerated().map { place, pair in
                place == 0
                    ? "<th scope=\"row\">\(pair.1)</th>" : "<td data-name=\"\(pair.0)\">\(pair.1)</td>"
            }
            return "<tr>\(cells)</tr>\n"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table class="cards">
            <caption>\(caption)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(lines)</tbody>
            </table></div>

            """
    }

    /// Names and what they are.
    static func facts(_ facts: [(String, HTML?)]) -> HTML {
        let lines: [HTML] = facts.compactMap { name, value in
            value.map { "<dt>\(name)</dt><dd>\($0)</dd>\n" }
        }
        return "<dl class=\"facts\">\n\(lines)</dl>\n"
    }
}

extension HTML {
    /// A sentence in which days stand as machines write them, with the days as people do.
    static func dated(_ text: String) -> HTML {
        var pieces: [HTML] = []
        var rest = text[...]
        while let found = rest.firstMatch(of: /\b\d{4}-\d{2}-\d{2}\b/) {
            let before = rest[..<found.range.lowerBound]
            rest = rest[found.range.upperBound...]
            guard let day = CalendarDay(String(found.output)) else {
                pieces.append("\(String(before))\(String(found.output))")
                continue
            }
            // The words begin with the weekday, which may stand there already.
            let weekday = day.weekday.name + " "
            pieces.append(
                "\(String(before.hasSuffix(weekday) ? before.dropLast(weekday.count) : before))\(day.html)")
        }
        return "\(pieces)\(String(rest))"
    }
}

extension String {
    /// With a capital at its head, where that is a word of ours: a name that is written
    /// small, as of a board, would be another name.
    var asSentence: String {
        let first = split(separator: " ").first.map(String.init) ?? ""
        return Self.heads.contains(first) ? prefix(1).uppercased() + dropFirst() : self
    }

    private static let heads: Set = [
        "a", "an", "it", "its", "no", "nobody", "nothing", "one", "only", "somebody", "that", "the", "there",
        "this", "two", "what", "who",
    ]
}
