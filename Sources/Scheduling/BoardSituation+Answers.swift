import ActionRegister
import Foundation

extension BoardSituation {
    /// Whether the owner has answered what this step would ask about.
    ///
    /// An answer counts from the first day on which any rule asks about the same
    /// meeting or due day. Only the owner's latest answer matters: what an earlier
    /// one settles or pauses, it settles or pauses as well.
    func answered(_ claim: Claim, at instant: Date) -> NotOwed? {
        guard claim.sentence.isAsking || claim.sentence.isChaser,
            let answer = lastAnswer(to: claim, by: instant)
        else { return nil }
        let day = calendar.day(of: answer)
        guard wasAsked(claim, by: day, before: answer) else { return nil }
        return claim.sentence.isChaser
            ? paused(claim.occasion.day, by: answer, of: day) : .answered(on: day)
    }

    private func lastAnswer(to claim: Claim, by instant: Date) -> Date? {
        guard let action = claim.action, let owner = claim.key.owner else { return nil }
        return action.answers.lazy.filter { $0.owner == owner && $0.at <= instant }.map(\.at).max()
    }

    /// Chasers rest until the next meeting after the answer has been recorded;
    /// where none is planned, for 20 working days.
    private func paused(_ day: CalendarDay, by answer: Date, of answerDay: CalendarDay) -> NotOwed? {
        guard let next = meetings.first(where: { start(of: $0) > answer }) else {
            let end = calendar.day(DayOffset(20, .workingDays), after: answerDay)
            return day <= end ? .pausedByAnswer(on: answerDay, until: .day(end)) : nil
        }
        guard let recorded = recordDay(of: next) else {
            return .pausedByAnswer(on: answerDay, until: .record(of: next.id))
        }
        return day <= recorded ? .pausedByAnswer(on: answerDay, until: .day(recorded)) : nil
    }

    /// Whether any rule had asked by then about the claim's meeting or due day;
    /// for a chaser also about the meeting that was ahead, for its letter asks
    /// about every action of the owner and promises that an answer is enough.
    private func wasAsked(_ claim: Claim, by day: CalendarDay, before answer: Date) -> Bool {
        if let asked = firstAsked(claim), asked <= day { return true }
        guard claim.sentence.isChaser, let next = meetings.first(where: { start(of: $0) > answer }) else {
            return false
        }
        return firstAsked(about: next).map { $0 <= day } ?? false
    }

    private func firstAsked(about meeting: Meeting) -> CalendarDay? {
        daysHeld(by: meeting).flatMap { meeting in
            rules.indices.filter { asks(rules[$0].sentence) }.compactMap {
                occasion(of: $0, about: meeting)?.day
            }
        }.min()
    }

    /// The first day on which any rule asks an owner about the claim's meeting,
    /// or any chaser, whoever it goes to, about its due day.
    private func firstAsked(_ claim: Claim) -> CalendarDay? {
        guard let id = claim.occasion.meeting else { return firstAsked(due: .day(claim.occasion.anchorDay)) }
        guard let meeting = meeting(id) else { return nil }
        let isDueThere = claim.action?.due == .meeting(id)
        let days = [firstAsked(about: meeting), isDueThere ? firstAsked(due: .meeting(id)) : nil]
        return days.compactMap(\.self).min()
    }

    /// The meeting as it stands and as it stood before each move within its
    /// version: who answered while it had another day has answered.
    private func daysHeld(by meeting: Meeting) -> [Meeting] {
        let version = version(of: meeting)
        return [meeting]
            + meeting.moves.map(\.from).filter { $0 != meeting.day }.compactMap { day in
                var earlier = meeting
                (earlier.day, earlier.papersDue) = (day, nil)
                return self.version(of: earlier) == version ? earlier : nil
            }
    }

    private func firstAsked(due: Due) -> CalendarDay? {
        guard let anchor = dueAnchor(of: due) else { return nil }
        return rules.indices.filter { asks(rules[$0].sentence) && speaks(rules[$0].sentence, about: anchor) }
            .map { dueOccasion(of: $0, about: anchor, number: 1).day }.min()
    }

    private func asks(_ sentence: RuleSentence) -> Bool {
        sentence.audience <= .deputy || sentence.isChaser
    }
}
