import ActionRegister
import Foundation
import Mail
import Scheduling
import Store

extension ContentAssembler {
    func letterAction(_ action: Action, steps: [LetterStep] = []) -> LetterAction {
        let through = through(action)
        let updates = (material.updates[action.id] ?? []).filter(action.isOfThisRound)
        return LetterAction(
            action: action, through: through, dueDay: day(of: action.due),
            originalDueDay: day(of: action.originalDue), isOverdue: isOverdue(action),
            lastUpdate: updates.last { $0.isShared || $0.answersFor.map(through.contains) ?? false },
            isUpdated: !updates.isEmpty, isAnswered: isAnswered(action, through, updates), steps: steps)
    }

    /// The owners through whom it reaches this reader: those its steps were
    /// planned for, else those that come to the reader today.
    private func through(_ action: Action) -> [Owner] {
        let owners = action.owners.map(\.owner)
        let own = steps.lazy.filter { $0.key.action == action.id && $0.key.audience <= .deputy }
        let planned = own.compactMap(\.key.owner)
        if !planned.isEmpty { return owners.filter(planned.contains) }
        return owners.filter { roster.resolve($0, as: .owner).recipients.contains(letter.recipient) }
    }

    func day(of due: Due) -> CalendarDay? {
        switch due {
        case .day(let day): day
        case .meeting(let id): schedule.meetings.first { $0.id == id && $0.stands }?.day
        case .ongoing, .unset: nil
        }
    }

    /// An action due at a meeting is settled in the room: it is overdue only once
    /// that is recorded as held.
    func isOverdue(_ action: Action) -> Bool {
        guard action.status.isLive, let day = day(of: action.due), day < today else { return false }
        guard case .meeting(let id) = action.due else { return true }
        return schedule.meetings.contains { $0.id == id && $0.state == .held }
    }

    /// Whether one of the owners has answered in this cycle: since the last meeting.
    private func isAnswered(_ action: Action, _ owners: [Owner], _ updates: [ActionUpdate]) -> Bool {
        let last = schedule.meetings.last { $0.stands && $0.day! < today }?.day
        return updates.contains { update in
            guard let owner = update.answersFor, owners.isEmpty || owners.contains(owner) else {
                return false
            }
            return last.map { $0 < schedule.calendar.day(of: update.recordedAt) } ?? true
        }
    }
}

// MARK: - What a brief tells

extension ContentAssembler {
    func brief(for meeting: Meeting?) -> BriefContent? {
        steps.contains(where: \.isBrief) ? state(for: meeting) : nil
    }

    func allWell(for meeting: Meeting?) -> AllWellContent? {
        guard let step = steps.first(where: \.key.isAllWell), let week = material.weeks[board.id],
            let state = state(for: meeting)
        else { return nil }
        let next = week.next.map {
            AllWellContent.Next(day: schedule.calendar.day(of: $0.at), count: $0.count)
        }
        return AllWellContent(
            state: state, weekday: step.anchorDay.weekday, letters: week.letters, next: next)
    }

    private func state(for meeting: Meeting?) -> BriefContent? {
        guard let brief = material.briefs[board.id] else { return nil }
        let actions = brief.actions.compactMap { material.actions[$0] }
        let live = actions.filter(\.status.isLive).map { letterAction($0) }
        let last = lastMeeting(before: meeting)
        let since = last.flatMap(schedule.start) ?? .distantPast
        let unanswered = live.filter { wasAsked($0, brief, since: since) && !$0.isAnswered }
        return BriefContent(
            overdue: live.filter(\.isOverdue).sorted {
                ($0.dueDay!, $0.action.id) < ($1.dueDay!, $1.action.id)
            },
            unanswered: unanswered,
            exhausted: live.filter { !$0.isAnswered && isExhausted($0, brief) }.map(exhausted),
            proposed: actions.filter { $0.status == .proposed }.map { letterAction($0) },
            undeliverable: brief.bounced.filter { $0.at >= since }.reversed().compactMap(undeliverable),
            unreachable: unreachable(live),
            missed: brief.missed.filter { $0.at >= since }.reversed().map { missed($0.step) },
            unrecorded: schedule.meetings.filter { $0.state == .planned && $0.day! < today })
    }

    private func lastMeeting(before meeting: Meeting?) -> Meeting? {
        schedule.meetings.last { $0.stands && $0.day! < min(meeting?.day ?? today, today) }
    }

    private func wasAsked(_ action: LetterAction, _ brief: BriefMaterial, since: Date) -> Bool {
        brief.asked[action.action.id]?.values.contains { $0 >= since } ?? false
    }

    private func undeliverable(_ bounced: (entry: OutboxEntry, at: Date)) -> BriefContent.Undeliverable? {
        guard let mailbox = bounced.entry.mailbox else { return nil }
        let name = bounced.entry.person.flatMap { material.people[$0]?.name }
        return BriefContent.Undeliverable(
            name: name ?? mailbox.addressSpec, mailbox: mailbox, day: schedule.calendar.day(of: bounced.at),
            why: Self.plain(bounced.entry.lastReply ?? ""))
    }

    /// What a mail server said, without its numbers, which say nothing to a reader.
    private static func plain(_ reply: String) -> String {
        let words = reply.replacing(/^\d{3}\b[ -]*(?:\d\.\d{1,3}\.\d{1,3}\b ?)?/, with: "")
        return words.isEmpty ? "refused by the mail server" : words
    }

    private func unreachable(_ live: [LetterAction]) -> [BriefContent.Unreachable] {
        let owners = live.flatMap { $0.action.owners }.filter { $0.partDoneAt == nil }.map(\.owner).uniqued()
        return owners.filter { roster.resolve($0, as: .owner).recipients.isEmpty }.map { owner in
            let references = live.filter { $0.action.owners.contains { $0.owner == owner } }
            return BriefContent.Unreachable(
                name: name(of: owner) ?? "somebody who was erased",
                references: references.map(\.action.reference))
        }
    }

    private func missed(_ step: LetterStep) -> BriefContent.MissedStep {
        let action = step.key.action.flatMap { material.actions[$0] }
        return BriefContent.MissedStep(
            reference: action?.reference, owner: step.key.owner.flatMap(name), step: step)
    }
}
