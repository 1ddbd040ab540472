package import ActionRegister

extension Identifier where Subject == Rule {
    /// Stands in the ledger for a rule where somebody asked for the letter by hand.
    package static var byHand: Self { Self(0) }
}

extension StepKey {
    /// Whether somebody asked for it by hand, and no rule.
    package var isByHand: Bool { rule == .byHand }
}

extension RuleSentence? {
    /// What causes a step that is printed: the rule in words, or `by hand`.
    package var cause: String { map(\.description) ?? "by hand" }
}
