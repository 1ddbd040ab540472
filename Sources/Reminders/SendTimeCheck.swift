import ActionRegister
import Foundation
import Mail
import Scheduling
import Store

/// What has become of a letter's steps since they were planned: a letter is
/// written from the register as it is, not as it was.
struct SendTimeCheck {
    let material: LetterMaterial
    let letter: DueLetter
    let schedule: BoardSchedule
    let roster: Roster
    let now: Date

    enum Verdict: Hashable {
        case told
        /// Left out, for this reason, and its row of the ledger stays.
        case settled(StepOmission.Reason)
        /// Its meeting was postponed and has no day yet: it comes again with one.
        case comesAgain
        /// Somebody else is to be told today.
        case goesElsewhere([Recipient])
    }

    func verdict(on step: LetterStep) -> Verdict {
        if let reason = notLive(step) { return .settled(reason) }
        if isSilenced(step) { return .settled(.silenced) }
        if isAnswered(step) { return .settled(.answered) }
        guard isAnchored(step) else {
            return isPostponed(step) ? .comesAgain : .settled(hasBegun(step) ? .begun : .dayChanged)
        }
        let recipients = roster.resolve(step.key.owner, as: step.key.audience).recipients
        guard recipients.contains(letter.recipient) else { return .goesElsewhere(recipients) }
        return isRefused(step) ? .settled(.refused) : .told
    }

    private var today: CalendarDay { schedule.calendar.day(of: now) }

    private func notLive(_ step: LetterStep) -> StepOmission.Reason? {
        if step.key.isAllWell && schedule.board.allWell == nil { return .dayChanged }
        guard let id = step.key.action else { return nil }
        guard let action = material.actions[id] else { return .cancelled }
        switch action.status {
        case .closed: return .closed
        case .cancelled: return .cancelled
        case .proposed: return .proposed
        case .onHold: return .onHold
        case .open, .inProgress: break
        }
        if action.releasedAt == nil { return .draft }
        guard let own = action.owners.first(where: { $0.owner == step.key.owner }) else { return .reassigned }
        return own.partDoneAt == nil ? nil : .partDone
    }

    /// Whether its reader has come to want no reminders.
    private func isRefused(_ step: LetterStep) -> Bool {
        guard case .person(let reader) = letter.recipient, schedule.refusing.contains(reader) else {
            return false
        }
        return step.rule?.isReminder ?? false
    }

    private func isSilenced(_ step: LetterStep) -> Bool {
        schedule.silences.contains { $0.silences(step.key.action, of: step.key.owner, on: today) }
    }

    /// Whether what it counts from is still what it was; what was asked for by hand
    /// counts from nothing.
    private func isAnchored(_ step: LetterStep) -> Bool {
        guard let rule = step.rule else { return true }
        return switch step.key.anchor {
        case .day(let day): rule.timing == .when(.assigned) || due(of: step) == .day(day)
        case .meeting(let id, let version): isAnchored(step, of: rule, at: id, version)
        case .move(let id, let number): meeting(id).map { $0.stands && $0.moves.count == number } ?? false
        }
    }

    private func isAnchored(
        _ step: LetterStep, of rule: RuleSentence, at id: Meeting.ID, _ version: CalendarDay
    ) -> Bool {
        guard let meeting = meeting(id), meeting.stands, let start = schedule.start(of: meeting),
            meeting.version(on: meeting.day!) ?? meeting.day! == version
        else { return false }
        switch rule.timing {
        case .before(_, .dueDate): return due(of: step) == .meeting(id)
        // Settled in the room: a meeting came to stand on a day that was asked about.
        case .on(.dueDate): return false
        case .after(_, .dueDate), .every: return due(of: step) == .meeting(id) && meeting.state == .held
        case .before: return now < start
        case .on, .after, .when, .weekly: return true
        }
    }

    private func isPostponed(_ step: LetterStep) -> Bool {
        guard case .meeting(let id, _) = step.key.anchor else { return false }
        return meeting(id)?.state == .postponed
    }

    /// Whether the meeting that it is about has its day still, and has begun.
    private func hasBegun(_ step: LetterStep) -> Bool {
        guard case .meeting(let id, let version) = step.key.anchor, let meeting = meeting(id), meeting.stands,
            let start = schedule.start(of: meeting)
        else { return false }
        return start <= now && (meeting.version(on: meeting.day!) ?? meeting.day!) == version
    }

    private func due(of step: LetterStep) -> Due? { step.key.action.flatMap { material.actions[$0]?.due } }

    private func meeting(_ id: Meeting.ID) -> Meeting? { schedule.meetings.first { $0.id == id } }

    /// Whether the owner has answered since the letter was planned; a notice only
    /// tells, so no answer settles it.
    private func isAnswered(_ step: LetterStep) -> Bool {
        if case .when = step.rule?.timing { return false }
        guard let id = step.key.action, let owner = step.key.owner, let updates = material.updates[id] else {
            return false
        }
        return updates.contains { $0.answersFor == owner && $0.recordedAt > letter.entry.enqueuedAt }
    }
}

extension Silence {
    /// Whether nothing is written on a day about an action to one of its owners;
    /// the board is known to be the one it is for.
    func silences(_ action: Action.ID?, of owner: Owner?, on day: CalendarDay) -> Bool {
        from <= day && day <= until && self.action.map { $0 == action } ?? true
            && self.owner.map { $0 == owner } ?? true
    }
}
