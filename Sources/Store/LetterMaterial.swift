package import ActionRegister
package import Foundation
package import Mail
package import Scheduling

/// What the register says, at one instant, about a batch of letters that are
/// due: read in a few statements whatever their number.
package struct LetterMaterial: Sendable {
    /// The entries, oldest first.
    package var letters: [DueLetter] = []
    /// Their boards, with the seats and mailboxes of those who have to do with these letters.
    package var boards: [Board.ID: BoardSchedule] = [:]
    /// The actions their steps are about, in any state, and all live actions of
    /// the owners through whom the recipients are reached.
    package var actions: [Action.ID: Action] = [:]
    /// The updates of those actions, oldest first.
    package var updates: [Action.ID: [ActionUpdate]] = [:]
    /// Of a board's live actions those of each owner, by number.
    package var owned: [OwnerOnBoard: [Action.ID]] = [:]
    /// The recipients, owners and authors.
    package var people: [Person.ID: Person] = [:]
    /// The names of organisations that own or are sat for.
    package var organisations: [Organisation.ID: String] = [:]
    /// What the relay has or may have for these recipients, oldest first.
    package var previous: [RecipientOnBoard: [PreviousLetter]] = [:]
    /// Set for the boards that have a brief or a weekly letter among these letters.
    package var briefs: [Board.ID: BriefMaterial] = [:]
    /// Set for the boards that have a weekly letter among them.
    package var weeks: [Board.ID: WeekMaterial] = [:]
    /// Why a board's letters cannot be judged.
    package var unreadable: [Board.ID: String] = [:]
    package var databaseID = ""

    package init() {}

    package struct OwnerOnBoard: Hashable, Sendable {
        package var board: Board.ID
        package var owner: Owner

        package init(board: Board.ID, owner: Owner) { (self.board, self.owner) = (board, owner) }
    }

    package struct RecipientOnBoard: Hashable, Sendable {
        package var board: Board.ID
        package var recipient: Recipient

        package init(board: Board.ID, recipient: Recipient) {
            (self.board, self.recipient) = (board, recipient)
        }
    }
}

/// An entry whose time has come, with what it was planned to say.
package struct DueLetter: Hashable, Sendable {
    package var entry: OutboxEntry
    package var kind: LetterKind
    package var audience: Audience
    package var steps: [Step]
    /// Why it cannot be judged.
    package var unreadable: String?
    /// The bytes that the relay may have already: they are sent again unchanged.
    package var sealed: SealedLetter?
    /// What the secretariat adds, where it asked for the letter by hand.
    package var note: String?

    package struct Step: Hashable, Sendable {
        /// The number of its row in the ledger.
        package var ledger: Int64
        package var step: LetterStep
        /// Why it was left out when the letter was last composed.
        package var leftOut: StepOmission.Reason?
    }

    /// Whether it tells the chair or the secretariat how things stand before a
    /// meeting, alone or beside what it asks.
    package var isBrief: Bool { steps.contains { $0.step.isBrief } }

    /// Whether it tells that all is well, or what is not.
    package var isAllWell: Bool { steps.contains { $0.step.key.isAllWell } }

    package var recipient: Recipient { entry.person.map { .person($0) } ?? .secretariat }
}

/// What a board's briefs tell besides the actions.
package struct BriefMaterial: Sendable {
    /// The board's actions that are released and live or proposed, by number.
    package var actions: [Action.ID] = []
    /// When each was last asked about by a letter, and for which anchor.
    package var asked: [Action.ID: [AnchorVersion: Date]] = [:]
    /// What each has been chased about, whoever was written to.
    package var chased: [Action.ID: Set<AnchorVersion>] = [:]
    package var bounced: [(entry: OutboxEntry, at: Date)] = []
    package var missed: [(step: LetterStep, at: Date)] = []
}

/// What a board's weekly letter tells besides what is not well.
package struct WeekMaterial: Hashable, Sendable {
    /// The letters that the relay took in the last seven days.
    package var letters: Int
    /// The first that go next, within a year.
    package var next: NextLetters?
}

extension LetterStep {
    /// Whether it is about a meeting and no action.
    package var isBrief: Bool {
        guard key.action == nil, case .meeting = key.anchor else { return false }
        return true
    }
}
