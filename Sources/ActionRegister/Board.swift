package import Foundation

/// A body that meets and agrees actions, with its habits of writing letters.
package struct Board: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Board>

    package let id: ID
    /// The word it is named by on the command line: `vawg`. Lower case, unique.
    package var slug: String
    package var name: String
    /// An IANA identifier that the machine knows: `Europe/London`.
    package var timeZone: String = "Europe/London"
    /// The name of a holiday calendar that is installed: `england-and-wales`.
    package var calendar: String = "england-and-wales"
    /// When planned letters go.
    package var sendAt: TimeOfDay = .nine
    /// Between which times all other letters go, on working days.
    package var sendingHours: SendingHours = .usual
    /// Working days between two planned letters to one recipient, at least; 0
    /// still means one a day.
    package var gap: Int = 3
    /// When papers are due, where a meeting does not say it itself.
    package var papersDue: DayOffset?
    /// `VAWG-{nnn}`: see `ReferencePattern`.
    package var referencePattern: String
    /// The secretariat's own mailbox; without one, its seats are written to.
    package var secretariat: Mailbox?
    /// The address in From; without one, the configured sender.
    package var from: Mailbox?
    package var letterText: LetterText = .full
    /// Whether a step on a non-working day moves off it.
    package var movesOffHolidays: Bool = true
    package var texts: BoardTexts = .init()
    /// On which day of each week the secretariat is told that all is well, or what
    /// is not; `nil` for never.
    package var allWell: Weekday?
    /// Since when: it is told nothing for the weeks before.
    package var allWellSince: Date?
    /// The last activation; a board sends nothing before its first.
    package var activatedAt: Date?
    package var state: State = .draft

    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Never activated.
        case draft
        case active, paused, archived
    }

    package enum LetterText: String, Hashable, Sendable, CaseIterable {
        case full
        case referenceOnly = "reference-only"
    }

    package init(id: ID, slug: String, name: String, referencePattern: String? = nil) {
        self.id = id
        self.slug = slug
        self.name = name
        self.referencePattern = referencePattern ?? slug.uppercased() + "-{nnn}"
    }
}

/// The part of a working day in which late letters, retries and notices go.
package struct SendingHours: Hashable, Sendable {
    package let from, until: TimeOfDay

    /// `nil` unless `from` is before `until`.
    package init?(from: TimeOfDay, until: TimeOfDay) {
        guard from < until else { return nil }
        self.from = from
        self.until = until
    }

    package static let usual = SendingHours(
        from: TimeOfDay(minutes: 8 * 60)!, until: TimeOfDay(minutes: 18 * 60)!)!

    package func contains(_ time: TimeOfDay) -> Bool { from <= time && time < until }
}

extension SendingHours: CustomStringConvertible {
    package var description: String { "\(from)-\(until)" }

    /// Reads `08:00-18:00`.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { TimeOfDay(String($0)) }
        guard ends.count == 2, let from = ends[0], let until = ends[1] else { return nil }
        self.init(from: from, until: until)
    }
}

/// What a board prints in its letters besides its name; empty means the default
/// words or nothing.
package struct BoardTexts: Hashable, Sendable {
    /// The last line of a letter: who signs, and for whom.
    package var signOff: String = ""
    package var phone: String = ""
    /// A paragraph after the opening.
    package var intro: String = ""
    /// A protective marking: the first line of the body and a prefix of the subject.
    package var marking: String = ""
    /// A line about the handling of personal data.
    package var privacyNotice: String = ""

    package init() {}
}
