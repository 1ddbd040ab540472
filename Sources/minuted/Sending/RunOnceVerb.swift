import ArgumentParser
import Daemon
import Foundation
import Logging
import Reminders
import SMTPRelay
import Store

/// `minuted run-once`: one due-date check and queue run, for cron and for tests.
struct RunOnceVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-once",
        abstract: "Look once, and send until nothing more can be sent.",
        discussion: """
            It keeps to the relay's rate by waiting, as long as the next letters may go within a minute or so; \
            what has to wait longer, for a daily limit or a deferral, stays queued, and nextAttempt says until when. \
            Exits 75 where another process sends for this database, 69 where letters waited in vain, and 65 where \
            the database is a copy or an old backup that nobody has adopted.
            """)

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try SelfCheck.pass()
        let configuration = try options.configuration()
        let store = try Store(path: configuration.database, for: .daemon)
        guard let lock = try SenderLock.tryAcquire(beside: configuration.database) else {
            throw Complaint(
                .tryAgain, "run-once", "another process sends for \(configuration.database)",
                "leave it to that one, or stop it first")
        }
        try HeldByDryRun.tell(store, configuration, verb: "run-once", at: options.time)
        let summary = try await deliver(store, configuration)
        if summary.look.failures.isEmpty { await ping(configuration) }
        withExtendedLifetime(lock) {}
        options.output.show(summary.json, summary.words)
        try complain(about: summary)
    }

    /// Tells the outside watch of a good look, as the daemon does; a look at another
    /// time than now tells nobody anything.
    private func ping(_ configuration: Configuration) async {
        guard let url = configuration.watch, options.now == nil else { return }
        let logger = Logger(configuration.log, environment: ProcessInfo.processInfo.environment)
        let web = WebPing()
        let watch = OutsideWatch(logger: logger) { web.fetch($0, done: $1) }
        watch.lookedWell(at: options.time, tell: url)
        await watch.settled(within: .seconds(12))
    }

    private func deliver(_ store: Store, _ configuration: Configuration) async throws -> RunSummary {
        let environment = ProcessInfo.processInfo.environment
        let relay = try CurlRelay(configuration.relay, secrets: Secrets(environment: environment))
        let clock = StandingClock(at: options.time)
        let logger = Logger(configuration.log, environment: environment)
        let log = MailLog(logger: logger, configuration, salt: try store.databaseID())
        let delivery = try Delivery(
            store, relay: relay, configuration, clock: { clock.now }, tell: { log.note($0) })
        let once = RunOnce(delivery.check, delivery.queue, sendsWhileLooking: true) { await clock.wait($0) }
        do {
            let summary = try await once.run(at: clock.now)
            // A `--now` of years ahead must not delete what is of today.
            _ = try await LetterRetention(store).keep(to: configuration.retention, at: min(clock.now, .now))
            await delivery.close()
            return summary
        } catch let closed as Fence.Closed {
            options.output.show(RunSummary(now: clock.now).json, "")
            throw closed
        }
    }

    /// What kept letters from going, and boards from being judged, on standard error.
    private func complain(about summary: RunSummary) throws {
        for failure in summary.look.failures {
            Output.note("run-once: board \(failure.board): \(failure.why.onOneLine); mend it, and run again")
        }
        if let pause = summary.queue.pause { Output.note("run-once: \(pause)") }
        if let trouble = summary.queue.trouble { try complain(about: trouble) }
        if !summary.look.failures.isEmpty { throw ExitStatus.needsAPerson.code }
    }

    /// A relay that has just asked for a rest is no failure: the letters go later.
    private func complain(about trouble: RelayTrouble) throws {
        let words = trouble.words.onOneLine
        guard trouble.isPassing else {
            throw Complaint(.unavailable, "relay", words, "see minuted check; the letters wait")
        }
        Output.note(
            "run-once: the relay asks for a rest: \(words); the letters wait until \(trouble.until.formatted(.iso8601))"
        )
    }
}

extension RunSummary: JSONRepresentable {
    var json: JSON {
        [
            "now": now, "planned": look.planned, "relayed": queue.relayed, "deferred": queue.deferred,
            "bounced": queue.bounced, "suppressed": queue.suppressed, "held": queue.held,
            "missed": look.missed,
            "nextLook": look.nextLook, "nextAttempt": queue.nextAttempt,
        ]
    }

    fileprivate var words: String { json.lines }
}
