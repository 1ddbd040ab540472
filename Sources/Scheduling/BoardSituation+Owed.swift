import ActionRegister
import Foundation

/// The clauses of "Owed", one function each; every step of the program that is
/// sent or not sent is judged here and nowhere else.
extension BoardSituation {
    /// Why a step whose time has come is not owed at an instant, or `nil`.
    ///
    /// Expiry is asked last, so that `expired` means eligible and missed.
    func objection(to claim: Claim, at instant: Date) -> NotOwed? {
        alreadyInLedger(claim)
            ?? olderThanRule(claim)
            ?? olderThanAction(claim)
            ?? movedBack(claim)
            ?? silenced(claim, at: instant)
            ?? betweenMeetingAndRecord(claim)
            ?? answered(claim, at: instant)
            ?? expired(claim, at: instant)
    }

    /// A row that some recipient's own letter still waits for does not count.
    private func alreadyInLedger(_ claim: Claim) -> NotOwed? {
        claim.row(in: schedule.ledger).flatMap { $0.waiting.isEmpty ? .inLedger : nil }
    }

    /// A step that had expired when the rule came into force is as old as one
    /// whose day had passed.
    private func olderThanRule(_ claim: Claim) -> NotOwed? {
        isOlderThanRule(claim.occasion) ? .olderThanRule(since: rules[claim.occasion.rule].sinceDay) : nil
    }

    func isOlderThanRule(_ occasion: Occasion) -> Bool {
        let rule = rules[occasion.rule]
        return occasion.day < rule.sinceDay || occasion.expires.map { $0 <= rule.since } ?? false
    }

    /// `before` steps are not too old for an action, only expired for it: nobody
    /// is told of a miss that came before the action.
    private func olderThanAction(_ claim: Claim) -> NotOwed? {
        guard let since = claim.liveSince, since >= claim.occasion.closes else { return nil }
        return .olderThanAction(liveSince: calendar.day(of: since))
    }

    private func movedBack(_ claim: Claim) -> NotOwed? {
        guard case .move(let id, let number) = claim.occasion.anchor, let meeting = meeting(id) else {
            return nil
        }
        let told = (claim.action?.ledger ?? schedule.ledger).compactMap { row in
            row.key.owner == claim.key.owner && row.key.audience == claim.key.audience
                ? row.key.move(of: id) : nil
        }
        let rule = rules[claim.occasion.rule]
        let start = calendar.day(of: max(rule.since, claim.liveSince ?? rule.since))
        let lastNotice = told.filter { $0 < number }.max()
        let announced = announcedDay(of: meeting, lastNotice: lastNotice, since: start)
        return announced == meeting.day ? .movedBack(to: announced) : nil
    }

    /// A step whose own day is silenced is never owed; one from before a silence
    /// that has not gone by then waits for its end.
    private func silenced(_ claim: Claim, at instant: Date) -> NotOwed? {
        if schedule.silences.isEmpty { return nil }
        let silence =
            silence(on: claim.occasion.day, of: claim)
            ?? silence(on: instant == now ? today : calendar.day(of: instant), of: claim)
        return silence.map { .silenced($0.id) }
    }

    private func silence(on day: CalendarDay, of claim: Claim) -> Silence? {
        schedule.silences.first { silence in
            silence.from <= day && day <= silence.until
                && (silence.board ?? board.id) == board.id
                && (silence.owner == nil || silence.owner == claim.key.owner)
                && (silence.action == nil || silence.action == claim.key.action)
        }
    }

    /// When a silence ends that only holds a step back; `nil` where its step is
    /// never owed.
    func end(of id: Silence.ID, holding claim: Claim) -> Date? {
        guard let silence = schedule.silences.first(where: { $0.id == id }),
            claim.occasion.day < silence.from
        else { return nil }
        return midnight(after: silence.until)
    }

    private func betweenMeetingAndRecord(_ claim: Claim) -> NotOwed? {
        guard claim.sentence.isChaser else { return nil }
        return unrecordedMeeting(around: claim.occasion.day).map { .betweenMeetingAndRecord($0.meeting.id) }
    }

    private func expired(_ claim: Claim, at instant: Date) -> NotOwed? {
        claim.occasion.expires.flatMap { $0 <= instant ? .expired(at: $0) : nil }
    }

    /// The meeting that has begun by a day and neither been recorded before it
    /// nor been left unrecorded for 15 working days; and the last such day.
    func unrecordedMeeting(around day: CalendarDay) -> (meeting: Meeting, until: CalendarDay)? {
        for meeting in meetings.reversed() where meeting.day! <= day {
            let latest = calendar.day(DayOffset(15, .workingDays), after: meeting.day!)
            let until = min(latest, recordDay(of: meeting) ?? latest)
            if day <= until { return (meeting, until) }
            // A year holds 15 working days everywhere: older meetings are over.
            if day - meeting.day! > 366 { return nil }
        }
        return nil
    }
}

extension StepKey {
    /// The number of the meeting's move that it gave notice of.
    fileprivate func move(of meeting: Meeting.ID) -> Int? {
        if case .move(meeting, let number) = anchor { number } else { nil }
    }
}
