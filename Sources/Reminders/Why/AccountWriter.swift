import ActionRegister
import Foundation
import Mail
import Scheduling
import Store

/// Makes the accounts of all steps of one action.
struct AccountWriter {
    private let outlook: Outlook
    private let words: StepWords
    /// Why the action is not live.
    private let standing: Standing?

    init(_ outlook: Outlook, _ words: StepWords, standing: Standing?) {
        (self.outlook, self.words, self.standing) = (outlook, words, standing)
    }

    private var board: Board { outlook.schedule.board }
    private var names: WhyNames { words.names }

    func accounts(_ explained: [StepExplanation], _ action: Action) -> [StepAccount] {
        let keys = Set(explained.map(\.key))
        let history = outlook.records.values.filter { !keys.contains($0.key) }
            .sorted { ($0.day, $0.recordedAt) < ($1.day, $1.recordedAt) }
        let told = explained.map(account) + history.map(account)
        let silent = NoStep(outlook.schedule, action, words).accounts(without: Set(explained.map(\.rule.id)))
        let owners = action.owners.map { names.name($0.owner) }
        let order = { (step: StepAccount) in
            (step.rule ?? .max, owners.firstIndex(of: step.owner) ?? .max, step.day?.number ?? .min)
        }
        return (told + silent).sorted { order($0) < order($1) }
    }

    // MARK: - Steps of the rules in force

    private func account(_ step: StepExplanation) -> StepAccount {
        var account = StepAccount(
            rule: step.rule.number, sentence: step.rule.sentence.description, owner: owner(step.key),
            audience: step.key.audience, day: step.day, sum: sum(step), sendAt: step.instant,
            expires: step.expires, isLatest: step.isLatest, state: .notOwed, why: "",
            reach: names.reach(step.resolution, of: board))
        if let record = outlook.records[step.key] { account.take(record, letters(record), words) }
        if account.why.isEmpty || isStillOwed(step.verdict) { judge(&account, step) }
        return account
    }

    private func isStillOwed(_ verdict: Verdict) -> Bool {
        if case .owed = verdict { standing == nil } else { false }
    }

    private func judge(_ account: inout StepAccount, _ step: StepExplanation) {
        if let letters = outlook.foreseen[step.key] { return foresee(&account, letters) }
        if let standing { return account.refuse("action-not-live", "the action \(standing.words)") }
        switch step.verdict {
        case .owed(let departures): owe(&account, departures)
        case .notOwed(let why):
            let clause = words.clause(why)
            account.refuse(clause.name, clause.words)
            account.state = state(why, isMissed: outlook.foreseenMissed.contains(step.key))
        }
    }

    private func state(_ why: NotOwed, isMissed: Bool) -> StepAccount.State {
        switch why {
        case .expired: .expired
        case .notYet: .toCome
        case .unreachable: .unreachable
        default: isMissed ? .expired : .notOwed
        }
    }

    private func foresee(_ account: inout StepAccount, _ letters: [(recipient: Recipient, at: Date)]) {
        account.state = .foreseen
        account.departures = letters.map { .init(to: names.person($0.recipient, of: board), at: $0.at) }
        let lines = account.departures.map { "on \(words.time($0.at)) to \(words.shown($0.to))" }
        account.why = "will have gone " + lines.joined(separator: ", and ")
    }

    private func owe(_ account: inout StepAccount, _ departures: [Verdict.Departure]) {
        account.departures = departures.map { departure in
            .init(
                to: names.person(departure.recipient, of: board), at: departure.at,
                waitsFor: departure.hold.map { words.hold($0).name })
        }
        account.clause = nil
        account.state = departures.contains { $0.at <= outlook.at } ? .owed : .waiting
        let lines = departures.map { departure in
            let to = words.shown(names.person(departure.recipient, of: board))
            guard departure.at > outlook.at else { return "it goes now to \(to)" }
            let hold = departure.hold.map { "; " + words.hold($0).words } ?? ""
            return "it waits until \(words.time(departure.at)) and goes to \(to)\(hold)"
        }
        account.why = [account.why, lines.joined(separator: "; ")].filter { !$0.isEmpty }.joined(
            separator: "; ")
    }

    private func sum(_ step: StepExplanation) -> StepAccount.DateSum? {
        guard step.rule.sentence.anchor != nil else { return nil }
        let explanation = RuleExplanation(
            of: step.rule.sentence, anchor: step.anchorDay, occurrence: max(1, step.key.occurrence),
            in: outlook.schedule.calendar, sendAt: board.sendAt, movesOffHolidays: board.movesOffHolidays)
        return .init(
            anchor: step.anchorDay, basis: basis(step), given: explanation.given, skipped: explanation.skipped
        )
    }

    /// `5 clear working days before the meeting of Monday 2027-03-01`, of a papers
    /// deadline.
    private func basis(_ step: StepExplanation) -> String? {
        guard step.rule.sentence.anchor == .papersDeadline, case .meeting(let id, _) = step.key.anchor,
            let meeting = outlook.schedule.meetings.first(where: { $0.id == id })
        else { return nil }
        guard meeting.papersDue == nil, let offset = board.papersDue, let day = meeting.day else {
            return "the deadline set for \(words.meeting(id))"
        }
        let calendar = outlook.schedule.calendar
        let passed = (step.anchorDay.number..<day.number).dropFirst().map(CalendarDay.init(number:))
        let skipped = passed.filter { !calendar.isWorkingDay($0) && !$0.weekday.isWeekend }
        let holidays = skipped.map { "\($0) \(calendar.whyNotWorked($0))" }.joined(separator: ", ")
        return "\(offset) before \(words.meeting(id))"
            + (holidays.isEmpty ? "" : " (not counted: weekends, \(holidays))")
    }

    // MARK: - Steps that no rule has any more, or ever had

    private func account(_ record: StepRecord) -> StepAccount {
        var account = StepAccount(
            rule: record.number, sentence: record.sentence ?? "a rule that is lost", owner: owner(record.key),
            audience: record.key.audience, day: record.day, state: .notOwed, why: "")
        account.take(record, letters(record), words)
        if record.key.isByHand {
            tell(&account, record)
        } else {
            account.why += "; the rule, the day it counted from or the owner has changed since"
        }
        return account
    }

    /// What there is to say of one that somebody asked for by hand.
    private func tell(_ account: inout StepAccount, _ record: StepRecord) {
        account.sentence = "by hand"
        let letters = record.letters.isEmpty ? nil : account.why
        if !record.waiting.isEmpty {
            account.state = .waiting
            account.why = [letters, "it waits for somebody who can be written to"].compactMap { $0 }
                .joined(separator: "; ")
        } else if record.outcome == .sent && letters == nil {
            account.state = .suppressed
            account.why = "not sent: it was settled before anybody could be written to"
        }
        guard let request = record.request else { return }
        let by = request.by.map { " by \($0)" } ?? ""
        account.why = "asked for on \(words.time(request.at))\(by); \(account.why)"
    }

    private func owner(_ key: StepKey) -> String { key.owner.map(names.name) ?? "" }

    private func letters(_ record: StepRecord) -> [StepAccount.Letter] {
        record.letters.map { letter in
            var person = names.person(letter.recipient, of: board)
            person.mailbox = letter.entry.mailbox ?? person.mailbox
            return .init(
                entry: letter.entry.id, to: person, state: letter.entry.state, isLate: letter.isLate,
                madeAt: letter.entry.enqueuedAt, settledAt: letter.settledAt, reply: letter.entry.lastReply,
                leftOut: letter.leftOut)
        }
    }
}

extension StepAccount {
    fileprivate mutating func refuse(_ clause: String, _ words: String) {
        (state, self.clause, why) = (.notOwed, clause, words)
    }

    /// What the ledger says of it.
    fileprivate mutating func take(_ record: StepRecord, _ letters: [Letter], _ words: StepWords) {
        self.letters = letters
        switch record.outcome {
        case .missed:
            (state, clause) = (.missed, "expired")
            why =
                letters.isEmpty
                ? "missed: nobody was told before it expired, as was found on \(words.time(record.recordedAt))"
                : "missed: " + letters.map(words.letter).joined(separator: "; ")
        case .presumed:
            (state, why) = (.presumedSent, "presumed sent when the database was adopted")
        case .sent:
            state = Self.state(of: letters)
            why = letters.map(words.letter).joined(separator: "; ")
            if letters.isEmpty { why = "recorded on \(words.time(record.recordedAt))" }
        }
    }

    /// The best that became of any of them.
    private static func state(of letters: [Letter]) -> State {
        let ranks: [(State, Set<String>)] = [
            (.sent, ["relayed"]), (.onItsWay, ["queued", "active", "deferred"]), (.held, ["held"]),
            (.bounced, ["bounced"]),
        ]
        let states = Set(letters.filter { $0.leftOut == nil }.map(\.state.rawValue))
        return ranks.first { !$0.1.isDisjoint(with: states) }?.0 ?? .suppressed
    }
}
