import ActionRegister
import Foundation
import Mail
import Scheduling
import Store

/// The clauses of "Owed" as people read them.
struct StepWords {
    let schedule: BoardSchedule
    let names: WhyNames

    init(_ outlook: Outlook, _ names: WhyNames) {
        schedule = outlook.schedule
        self.names = names
    }

    var board: Board { schedule.board }

    /// `Monday 2027-02-15`.
    func day(_ day: CalendarDay) -> String { "\(day.weekday.name) \(day)" }

    /// `Monday 2027-02-15 09:00`, on the board's clock.
    func time(_ instant: Date) -> String {
        "\(day(schedule.calendar.day(of: instant))) \(schedule.calendar.time(of: instant))"
    }

    /// `the meeting of Monday 2027-03-01`.
    func meeting(_ id: Meeting.ID) -> String {
        let meeting = schedule.meetings.first { $0.id == id }
        return "the meeting" + (meeting?.day.map { " of \(day($0))" } ?? "")
    }

    /// The clause by name, and what it says.
    func clause(_ why: NotOwed) -> (name: String, words: String) {
        switch why {
        case .boardIsNotActive(let state):
            (
                "board-not-active",
                "\(board.slug) is \(state.rawValue), and only an active board sends anything"
            )
        case .notYet(let at): ("not-yet", "its time comes on \(time(at))")
        case .overtaken(let by):
            ("overtaken", "a later step of this rule, of \(day(by)), has taken its place")
        case .inLedger: ("in-ledger", "it has been told to everybody it was for")
        case .expired(let at): ("expired", "it expired on \(time(at)), before anybody was told")
        case .olderThanRule(let since):
            (
                "older-than-rule",
                "it lies before \(day(since)), when the rule was added or the board activated"
            )
        case .olderThanAction(let since):
            (
                "older-than-action",
                "its time was over when the action last became live for this owner, on \(day(since))"
            )
        case .silenced(let id): ("silenced", silence(id))
        case .betweenMeetingAndRecord(let id):
            ("between-meeting-and-record", "nothing is chased between \(meeting(id)) and its record")
        case .answered(let on): ("answered", "the owner has answered, on \(day(on))")
        case .pausedByAnswer(let on, let until):
            ("paused-by-answer", "the owner answered on \(day(on)), and is not chased until \(end(until))")
        case .refused: ("refused", "whoever would read it wants no reminders from this board")
        case .movedBack(let to):
            ("moved-back", "the meeting is back on \(day(to)), the day that was last announced")
        case .unreachable(let problem): ("unreachable", names.words(problem, of: board))
        }
    }

    private func silence(_ id: Silence.ID) -> String {
        guard let silence = schedule.silences.first(where: { $0.id == id }) else { return "it was silenced" }
        return "silenced from \(day(silence.from)) until \(day(silence.until)): \(silence.reason)"
    }

    private func end(_ end: NotOwed.PauseEnd) -> String {
        switch end {
        case .record(let id): "\(meeting(id)) has been recorded"
        case .day(let last): "\(day(last)) has passed"
        }
    }

    // MARK: - Letters

    func hold(_ hold: Verdict.Hold) -> (name: String, words: String) {
        switch hold {
        case .gap: ("gap", "letters to one reader lie at least \(board.gap) working days apart")
        case .sendingHours:
            ("sending-hours", "late letters and notices go \(board.sendingHours) on working days")
        case .record(let id):
            ("record", "nothing is chased between \(meeting(id)) and its record")
        }
    }

    /// `Tom Achterberg <tom@example.org>`.
    func shown(_ person: StepAccount.Person) -> String {
        "\(person.name) <\(person.mailbox?.description ?? "no mailbox")>"
    }

    func letter(_ letter: StepAccount.Letter) -> String {
        let to = "to \(shown(letter.to))"
        let late = letter.isLate ? ", late" : ""
        let reply = letter.reply.map { ": \($0)" } ?? ""
        let at = time(letter.settledAt ?? letter.madeAt)
        if let reason = letter.leftOut {
            return "left out of letter \(letter.entry), \(to): it was \(reason.rawValue)"
        }
        switch letter.state {
        case .relayed: return "sent on \(at) \(to)\(late)\(reply)"
        case .queued, .active, .deferred: return "\(letter.state.rawValue) since \(at) \(to)\(late)\(reply)"
        case .held: return "written on \(at) \(to) and held\(reply)"
        case .bounced: return "could not be delivered on \(at) \(to)\(reply)"
        case .suppressed: return "not sent on \(at) \(to)\(reply)"
        }
    }
}
