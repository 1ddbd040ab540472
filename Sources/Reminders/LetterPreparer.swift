package import ActionRegister
import Foundation
package import Mail
import Scheduling
import Store

/// Decides about due letters, one by one, and composes those that go.
struct LetterPreparer: Sendable {
    let composer: any LetterComposer
    let mode: SendingMode
    let sender: LetterSender

    /// A decision, with the words of what kept the letter from being composed.
    struct Prepared: Sendable {
        var entry: PreparedEntry
        var due: DueLetter
        /// What goes to the relay; `nil` where nothing does.
        var letter: SealedLetter?
        var opening: @Sendable (Date) -> Date

        /// What has become of the steps that it does not tell, each once.
        var omissions: [StepOmission.Reason] {
            let found = Set(entry.omissions.compactMap(\.reason))
            return StepOmission.Reason.allCases.filter(found.contains)
        }
    }

    func prepare(_ material: LetterMaterial, at now: Date) -> [Prepared] {
        let rosters = material.boards.mapValues { Roster($0, on: $0.calendar.day(of: now)) }
        return material.letters.map { due in
            guard let schedule = material.boards[due.entry.board], due.unreadable == nil else {
                let why = due.unreadable ?? material.unreadable[due.entry.board] ?? ""
                return Prepared(
                    entry: PreparedEntry(id: due.entry.id, .setAside(why)), due: due, opening: { $0 })
            }
            let check = SendTimeCheck(
                material: material, letter: due, schedule: schedule, roster: rosters[due.entry.board]!,
                now: now)
            let entry = decide(check)
            return Prepared(
                entry: entry, due: due, letter: entry.decision.isClaim ? entry.letter ?? due.sealed : nil,
                opening: { schedule.opening(from: $0) })
        }
    }

    private func decide(_ check: SendTimeCheck) -> PreparedEntry {
        let id = check.letter.entry.id
        guard check.schedule.board.state == .active else {
            return PreparedEntry(id: id, .suppress(.boardNotActive))
        }
        let verdicts = check.letter.steps.map { ($0, check.verdict(on: $0.step)) }
        if let sealed = check.letter.sealed {
            return decide(id, sealed, verdicts.map(\.1), opening: opening(for: check))
        }
        let told = verdicts.filter { $0.1 == .told }.map(\.0.step)
        let released = verdicts.compactMap { step, verdict in
            verdict.released.map { ReleasedStep(ledger: step.ledger, from: check.letter.recipient, to: $0) }
        }
        if let opening = opening(for: check) { return PreparedEntry(id: id, .wait(until: opening)) }
        let omissions = verdicts.compactMap { step, verdict in
            step.leftOut == verdict.omission ? nil : StepOmission(ledger: step.ledger, verdict.omission)
        }
        guard !told.isEmpty, let mailbox = check.letter.entry.mailbox else {
            let reason = reason(verdicts.map(\.1))
            return PreparedEntry(id: id, .suppress(reason), released: released, omissions: omissions)
        }
        return PreparedEntry(
            id: id, compose(check, told, to: mailbox), released: released, omissions: omissions)
    }

    /// Why a letter that has nothing left to tell is not sent.
    private func reason(_ verdicts: [SendTimeCheck.Verdict]) -> OutboxReason {
        if verdicts.contains(where: \.isElsewhere) { return .recipientChanged }
        return verdicts.contains(.comesAgain) ? .meetingGone : .settled
    }

    /// When a letter may go that has waited past its time, where that is not now:
    /// within sending hours, unless it would expire first. What somebody asked for
    /// by hand waits for no hour before it was tried.
    private func opening(for check: SendTimeCheck) -> Date? {
        let entry = check.letter.entry
        let isByHand = check.letter.steps.contains { $0.step.key.isByHand }
        guard check.now.timeIntervalSince(entry.enqueuedAt) > Self.punctual,
            !isByHand || entry.attempts > 0
        else { return nil }
        let opening = check.schedule.opening(from: check.now)
        return check.now < opening && opening < entry.expires ? opening : nil
    }

    /// How long after it was made a letter is still in time, in seconds: about as
    /// long as a large batch takes.
    private static let punctual: TimeInterval = 3600

    /// Bytes that may have been sent go again unchanged, or not at all.
    private func decide(
        _ id: OutboxEntry.ID, _ sealed: SealedLetter, _ verdicts: [SendTimeCheck.Verdict], opening: Date?
    ) -> PreparedEntry {
        let isSettled = verdicts.allSatisfy { $0.omission != nil || $0.released == [] }
        if isSettled { return PreparedEntry(id: id, .suppress(.maybeSent)) }
        if case .hold(let reason) = mode.route(forSent: sealed.mailbox) {
            return PreparedEntry(id: id, .hold(reason, nil))
        }
        if let opening { return PreparedEntry(id: id, .wait(until: opening)) }
        return PreparedEntry(id: id, .claim(nil))
    }

    private func compose(
        _ check: SendTimeCheck, _ steps: [LetterStep], to mailbox: Mailbox
    ) -> PreparedEntry.Decision {
        let assembler = ContentAssembler(
            material: check.material, letter: check.letter, schedule: check.schedule, steps: steps,
            mailbox: mailbox,
            sender: sender.address, roster: check.roster, now: check.now)
        var content = assembler.content()
        let route = mode.route(for: mailbox)
        if case .redirect(let to) = route { content.recipient.redirectedTo = to }
        // Whoever reads a redirected letter must not answer in its reader's name.
        if case .redirect = route {} else { content.answerPage = answerPage(for: check.letter) }
        if sender.offersOneClick, steps.allSatisfy({ $0.rule?.isReminder ?? false }) {
            content.refusalPage = content.answerPage.map { $0 + "/stop" }
        }
        do {
            let bytes = try composer.compose(content)
            switch route {
            case .send(let to), .redirect(let to): return .claim(SealedLetter(bytes: bytes, mailbox: to))
            case .hold(let reason): return .hold(reason, SealedLetter(bytes: bytes, mailbox: mailbox))
            }
        } catch {
            return .setAside("\(error)")
        }
    }
}

extension LetterPreparer {
    /// Only owners and deputies have one.
    private func answerPage(for letter: DueLetter) -> String? {
        guard let person = letter.entry.person, letter.audience <= .deputy,
            let mailbox = letter.entry.mailbox
        else { return nil }
        return sender.answers?(
            AnswerLinks.Claim(
                person: person, board: letter.entry.board, mailbox: mailbox,
                madeAt: letter.entry.enqueuedAt))
    }
}

extension SendTimeCheck.Verdict {
    /// To whom the step goes instead, where it is given back to the planner.
    fileprivate var released: [Recipient]? {
        switch self {
        case .told, .settled: nil
        case .comesAgain: []
        case .goesElsewhere(let recipients): recipients
        }
    }

    fileprivate var omission: StepOmission.Reason? {
        if case .settled(let reason) = self { reason } else { nil }
    }

    fileprivate var isElsewhere: Bool {
        if case .goesElsewhere = self { true } else { false }
    }
}

/// In whose name letters go.
package struct LetterSender: Sendable {
    /// In From, where a board has no mailbox of its own.
    package var address: Mailbox
    /// The reverse-path of a letter: where bounces go.
    package var reversePath: @Sendable (OutboxEntry.ID) -> Mailbox?
    /// The address of a reader's own page; `nil` where there are no such pages.
    package var answers: (@Sendable (AnswerLinks.Claim) -> String)?
    /// Whether the relay signs List-Unsubscribe and List-Unsubscribe-Post (RFC 8058 §3.1).
    package var offersOneClick = false

    package init(address: Mailbox, reversePath: (@Sendable (OutboxEntry.ID) -> Mailbox?)? = nil) {
        self.address = address
        self.reversePath = reversePath ?? { _ in address }
    }
}

extension PreparedEntry {
    fileprivate var letter: SealedLetter? {
        if case .claim(let letter) = decision { letter } else { nil }
    }
}

extension PreparedEntry.Decision {
    fileprivate var isClaim: Bool {
        if case .claim = self { true } else { false }
    }
}
