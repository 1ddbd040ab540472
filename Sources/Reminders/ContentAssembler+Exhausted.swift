import ActionRegister
import Scheduling
import Store

/// Whom to ring when letters have not helped.
extension ContentAssembler {
    /// Whether it was chased about the due day it has, and no rule chases it any more.
    func isExhausted(_ action: LetterAction, _ brief: BriefMaterial) -> Bool {
        guard action.isOverdue, let due = action.dueDay, let last = schedule.lastChaser(due: due) else {
            return false
        }
        let anchors = brief.chased[action.action.id] ?? []
        return last <= today && anchors.contains { isAbout(action.action.due, $0) }
    }

    private func isAbout(_ due: Due, _ anchor: AnchorVersion) -> Bool {
        switch (due, anchor) {
        case (.day(let due), .day(let day)): due == day
        case (.meeting(let due), .meeting(let meeting, _)): due == meeting
        default: false
        }
    }

    func exhausted(_ action: LetterAction) -> BriefContent.Exhausted {
        let owners = action.action.owners.filter { $0.partDoneAt == nil }.map(\.owner)
        return BriefContent.Exhausted(
            reference: action.action.reference, contacts: owners.flatMap(contacts).uniqued())
    }

    /// Those the board writes to for an owner today; the owner alone where nobody
    /// can be written to.
    private func contacts(of owner: Owner) -> [BriefContent.Contact] {
        let organisation = owner.organisation.flatMap { material.organisations[$0] }
        let people = roster.resolve(owner, as: .owner).recipients.compactMap { recipient -> Person? in
            if case .person(let id) = recipient { material.people[id] } else { nil }
        }
        guard !people.isEmpty else {
            return [BriefContent.Contact(name: name(of: owner) ?? "somebody who was erased")]
        }
        return people.map {
            BriefContent.Contact(name: $0.name, mailbox: $0.mailbox, organisation: organisation)
        }
    }
}

extension Owner {
    fileprivate var organisation: Organisation.ID? {
        if case .organisation(let id) = self { id } else { nil }
    }
}
