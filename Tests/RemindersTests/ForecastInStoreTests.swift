import ActionRegister
import Foundation
import Mail
import RandomFixtures
import Reminders
import Scheduling
import Store
import Testing

/// What the planner forecasts is what the program sends, through the database
/// and up to the relay.
@Suite struct ForecastInStoreTests {
    static let worlds = Result { try (1...12).map { try RegisterWorld(seed: $0) } }

    @Test(arguments: try worlds.get())
    func theForecastFromAnyInstantIsWhatIsSent(world: RegisterWorld) async throws {
        let world = try world.copy()
        var random = FixedRandom(seed: world.seed)
        let others = (0..<40).map { _ in world.start + Double(random.number(0...35 * 1440) * 60) }
        let end = world.day(35), relay = ScriptedRelay(), composer = RecordingComposer()
        var forecasts: [(from: Date, letters: [SentLetter])] = []
        try await world.runThrough(
            from: world.day(0.25), until: end, relay: relay, composer: composer, alsoAt: others
        ) { now in
            if forecasts.isEmpty || others.contains(now) {
                forecasts.append((now, try world.forecast(from: now, until: end)))
            }
        }
        let sent = try world.sent()
        #expect(sent.count > 20)
        for forecast in forecasts {
            let rest = sent.filter { $0.at >= forecast.from }
            #expect(forecast.letters == rest, "from \(forecast.from.formatted(.iso8601))")
            guard forecast.letters == rest else { break }
        }
        try await everyLetterIsRelayedOnceAndTellsAllItsSteps(world, relay, composer)
    }

    private func everyLetterIsRelayedOnceAndTellsAllItsSteps(
        _ world: RegisterWorld, _ relay: ScriptedRelay, _ composer: RecordingComposer
    ) async throws {
        let lines = try world.store.outbox()
        #expect(lines.allSatisfy { $0.entry.state == .relayed && $0.entry.attempts == 1 })
        for line in lines where line.entry.state != .relayed {
            print("DEBUG", world.seed, line.entry.state, line.entry.lastReply ?? "", SentLetter(line))
            print(
                "DEBUG",
                try world.store.silences().map {
                    "\($0.board.map { "\($0)" } ?? "") \($0.owner.map { "\($0)" } ?? "") \($0.action.map { "\($0)" } ?? "") \($0.from) \($0.until)"
                })
        }
        #expect(await relay.submissions.count == lines.count)
        for line in lines {
            let told = try #require(composer[line.entry.messageID], "\(SentLetter(line))")
            #expect(Set(told.steps.map(Said.init)) == Set(line.steps.map { Said($0.step.key) }))
            #expect(told.unnamed == [], "\(SentLetter(line))")
        }
    }

    /// A step as it is printed: joint owners may bring the same one twice.
    private struct Said: Hashable {
        var action: Action.ID?
        var rule: Rule.ID
        var anchor: AnchorVersion
        var occurrence: Int

        init(_ key: StepKey) {
            (action, rule, anchor, occurrence) = (key.action, key.rule, key.anchor, key.occurrence)
        }
    }
}
