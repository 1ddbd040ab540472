package import ActionRegister

/// The weekly letter to a secretariat that says all is well, or what is not: its
/// coming tells that somebody is at work, and its staying away that nobody is.
///
/// No rule of the board's causes it. It is planned, recorded and sent as a brief
/// is: once, whoever looks and however often.
extension Identifier where Subject == Rule {
    /// Stands in the ledger for a rule in the weekly letter's step.
    package static var allWell: Self { Self(-1) }
}

extension StepKey {
    /// Whether it is the weekly letter's step, which no forecast and no list prints.
    package var isAllWell: Bool { rule == .allWell }
}

extension Board {
    /// The weekly letter as a rule that the planner can judge; `nil` where the board
    /// has none.
    var allWellRule: Rule? {
        guard let allWell, let allWellSince else { return nil }
        let sentence = RuleSentence(.weekly(allWell), to: .secretariat)
        return Rule(id: .allWell, number: .max, sentence: sentence, since: allWellSince)
    }
}

extension BoardSituation {
    /// The weekly letter whose time has come last, and the one after it.
    func weeklyOccasions() -> Occasions {
        guard let index = rules.lastIndex(where: { $0.rule.id == .allWell }),
            case .weekly(let weekday) = rules[index].sentence.timing
        else { return Occasions() }
        let last = today - (today.weekday.rawValue - weekday.rawValue + 7) % 7
        // A letter moves off days that are not worked, which a fortnight always outlasts.
        let weeks = (-2...1).map { weekly(index, on: last + 7 * $0) }
        return Occasions(
            current: weeks.last { $0.instant <= now }.map { [$0] } ?? [],
            next: weeks.first { $0.instant > now }.map { [$0] } ?? [])
    }

    /// It expires when the next one's time comes.
    func weekly(_ index: Int, on anchorDay: CalendarDay) -> Occasion {
        let rule = rules[index]
        let following = rule.sentence.timing.day(
            anchor: anchorDay + 7, occurrence: 0, in: calendar, movesOffHolidays: board.movesOffHolidays)
        return occasion(
            of: index, anchor: .day(anchorDay), anchorDay: anchorDay,
            expires: { _ in calendar.instant(following.day, at: rule.time) })
    }
}
