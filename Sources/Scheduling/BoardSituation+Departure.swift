import ActionRegister
import Foundation

/// When an owed step goes.
extension BoardSituation {
    /// When a step goes to one recipient.
    ///
    /// A step whose hour is on the day of the look goes at once, whatever the
    /// hour; late ones, notices and those of actions that came after their day
    /// go within sending hours. The gap holds all but notices and briefs.
    func departure(of claim: Claim, to recipient: Recipient) -> Verdict.Departure {
        var plan = ready(claim)
        hold(&plan, claim, after: schedule.lastLetters[recipient])
        withhold(&plan, claim)
        let intendedDay = calendar.day(of: plan.at)
        if plan.at <= now { leave(&plan, claim, intendedDay: intendedDay) }
        return Verdict.Departure(
            recipient: recipient, at: plan.at, hold: plan.at > now ? plan.hold : nil, intendedDay: intendedDay
        )
    }

    private struct Plan {
        var at: Date
        /// Whether it is bound to an hour of its own, and not to sending hours.
        var isPlanned: Bool
        var hold: Verdict.Hold?
    }

    /// When it could have gone at the earliest, had its recipient had no letter
    /// for long.
    private func ready(_ claim: Claim) -> Plan {
        let step = claim.occasion
        let since = max(rules[step.rule].since, claim.action?.releasedAt ?? .distantPast)
        let begin = max(since, claim.liveSince ?? .distantPast)
        let isEvent = claim.sentence.isEvent
        guard isEvent || begin > step.instant else { return Plan(at: step.instant, isPlanned: true) }
        let from = max(begin, step.instant)
        if isEvent, let at = claim.sentence.at { return Plan(at: first(at, from: from), isPlanned: true) }
        guard isEvent || calendar.day(of: from) > step.day else { return Plan(at: from, isPlanned: true) }
        return Plan(at: opening(from, before: step.expires), isPlanned: false, hold: .sendingHours)
    }

    /// Notices and briefs do not wait for the gap.
    private func hold(_ plan: inout Plan, _ claim: Claim, after last: CalendarDay?) {
        guard let last, !claim.sentence.isEvent, !claim.sentence.isOfTheBoard else { return }
        let allowed =
            board.gap == 0 ? last + 1 : calendar.day(DayOffset(board.gap, .workingDays), after: last)
        guard calendar.day(of: plan.at) < allowed else { return }
        let day = board.movesOffHolidays ? calendar.workingDay(onOrAfter: allowed) : allowed
        let end = calendar.instant(day, at: board.sendAt)
        let expires = claim.occasion.expires ?? .distantFuture
        plan = Plan(
            at: expires > end ? end : max(plan.at, lastSendAt(before: expires)), isPlanned: true, hold: .gap)
    }

    /// Nothing is chased between a meeting and its record: a chaser from before
    /// the meeting that would go after it waits as well.
    private func withhold(_ plan: inout Plan, _ claim: Claim) {
        guard claim.sentence.isChaser else { return }
        while let (meeting, until) = unrecordedMeeting(around: calendar.day(of: plan.at)) {
            let day = calendar.workingDay(onOrAfter: until + 1)
            let planned = calendar.instant(day, at: rules[claim.occasion.rule].time)
            plan.at = plan.isPlanned ? planned : schedule.opening(from: midnight(after: until))
            plan.hold = .record(meeting.id)
        }
    }

    /// Its time is past: now, or as soon as sending hours or the record allow; no
    /// sooner and no later than it would go if somebody looked then.
    private func leave(_ plan: inout Plan, _ claim: Claim, intendedDay: CalendarDay) {
        let goesNow = plan.isPlanned && intendedDay == today
        let at = goesNow ? now : opening(now, before: claim.occasion.expires)
        plan = Plan(at: at, isPlanned: false, hold: .sendingHours)
        withhold(&plan, claim)
    }

    /// The first time that a clock on a working day shows, for notices whose rule
    /// names an hour.
    private func first(_ time: TimeOfDay, from instant: Date) -> Date {
        let day = calendar.workingDay(onOrAfter: calendar.day(of: instant))
        let at = calendar.instant(day, at: time)
        return at >= instant ? at : calendar.instant(calendar.workingDay(onOrAfter: day + 1), at: time)
    }

    /// The first instant not before another that is within sending hours; the
    /// instant itself where that would be too late.
    private func opening(_ instant: Date, before expires: Date?) -> Date {
        let opening = schedule.opening(from: instant)
        return opening < expires ?? .distantFuture ? opening : instant
    }

    private func lastSendAt(before expires: Date) -> Date {
        let day = calendar.workingDay(onOrBefore: calendar.day(of: expires))
        let at = calendar.instant(day, at: board.sendAt)
        guard at >= expires else { return at }
        return calendar.instant(calendar.workingDay(onOrBefore: day - 1), at: board.sendAt)
    }
}
