import ActionRegister
import Foundation

/// An occasion held against one action and owner; against neither where the
/// step is the whole board's.
struct Claim: Sendable {
    var occasion: Occasion
    var sentence: RuleSentence
    var key: StepKey
    var action: LiveAction?
    var ownership: Ownership?

    init(_ occasion: Occasion, of rule: RuleInForce, action: LiveAction?, ownership: Ownership?) {
        self.occasion = occasion
        self.action = action
        self.ownership = ownership
        sentence = rule.sentence
        key = StepKey(
            action: action?.id, owner: ownership?.owner, audience: rule.sentence.audience,
            rule: rule.rule.id, anchor: occasion.anchor, occurrence: occasion.number)
    }

    /// When the action last became live for this owner.
    var liveSince: Date? {
        guard let action, let ownership else { return nil }
        return max(action.liveSince, ownership.assignedAt)
    }

    func row(in ledger: [LedgerRow]) -> LedgerRow? {
        (action?.ledger ?? ledger).first { $0.key == key }
    }
}
