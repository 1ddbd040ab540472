package import ActionRegister
import Foundation
import Scheduling
import Store

extension BoardReport {
    var meetingProblems: [Problem] {
        [nothingAhead].compactMap { $0 } + unrecorded + undated + aboutNoDay
            + [waitingForMeeting, missed].compactMap { $0 }
    }

    /// Letters that expired before anybody was told, since the board last met: what
    /// its next brief lists.
    private var missed: Problem? {
        let last = schedule.meetings.last { $0.stands && $0.day! < today }
        let since = last.flatMap(schedule.start) ?? .distantPast
        let count = condition.missedAt.count { $0 >= since }
        guard count > 0, board.state == .active else { return nil }
        let letters = count == 1 ? "1 step was" : "\(count) steps were"
        return Problem(
            .warning, board.slug,
            "\(letters) not told before the time was over\(last == nil ? "" : ", since the last meeting")",
            "write by hand where it matters: minuted why \(board.slug) REF says of each why")
    }

    /// The first planned meeting that has not begun.
    package var nextMeeting: Meeting? {
        schedule.meetings.first { $0.state == .planned && schedule.start(of: $0).map { $0 > now } ?? false }
    }

    private var nothingAhead: Problem? {
        let speaks = schedule.rules.contains { [.meeting, .papersDeadline].contains($0.sentence.anchor) }
        guard board.state == .active, speaks, nextMeeting == nil else { return nil }
        return Problem(
            .warning, board.slug, "no meeting is planned, so no letter goes before one",
            "minuted meeting add \(board.slug) DAY")
    }

    /// Meetings whose day is past and of which nobody has said what they decided.
    private var unrecorded: [Problem] {
        let past = schedule.meetings.filter { $0.state == .planned }.compactMap(\.day).filter { $0 < today }
        return past.map { day in
            let isLong = calendar.day(DayOffset(15, .workingDays), after: day) < today
            return Problem(
                isLong ? .error : .warning, "\(board.slug) \(day)",
                "the meeting is past and still planned"
                    + (isLong ? ", for more than 15 working days, and what was due at it is not chased" : ""),
                "record that it was held and what it decided, or move, postpone or cancel it")
        }
    }

    private var undated: [Problem] {
        schedule.meetings.filter { $0.state == .undated || $0.state == .postponed }.map { meeting in
            Problem(
                .warning, place(of: meeting),
                "the meeting is \(meeting.state.rawValue), and no letter goes before it",
                "when its day is known: minuted meeting move \(board.slug) \(name(of: meeting) ?? "MONTH") --to DAY"
            )
        }
    }

    private var aboutNoDay: [Problem] {
        adrift.sorted { $0.key < $1.key }.map { id, references in
            let meeting = schedule.meetings.first { $0.id == id }
            let state = meeting?.state.rawValue ?? "gone"
            return Problem(
                .warning, meeting.map(place) ?? board.slug,
                "\(references.words("is due", "are due")) at this meeting, which is \(state), and so on no day",
                "give the meeting a day, or the action: minuted action due \(board.slug) REF DAY")
        }
    }

    private var waitingForMeeting: Problem? {
        guard waiting.count > 0 else { return nil }
        return Problem(
            .warning, board.slug,
            waiting.words("is standing, and waits", "are standing, and wait") + " for the next meeting",
            nextMeeting == nil
                ? "minuted meeting add \(board.slug) DAY"
                : "minuted action due \(board.slug) REF next-meeting")
    }

    /// `vawg 2027-03`
    private func place(of meeting: Meeting) -> String {
        [board.slug, meeting.day?.description ?? name(of: meeting)].compactMap { $0 }.joined(separator: " ")
    }

    /// What a meeting without a day is called by on the command line: its month,
    /// or the day it was postponed from.
    private func name(of meeting: Meeting) -> String? {
        meeting.month ?? (meeting.moves.last?.to ?? meeting.versions.first)?.description
    }
}
