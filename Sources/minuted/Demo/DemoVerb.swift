import ActionRegister
import ArgumentParser
import Daemon
import Foundation
import Logging
import Reminders
import Scheduling
import ServiceLifecycle
import Store

/// `minuted demo`: two sample boards, a mail catcher on loopback and the daemon,
/// in a temporary folder; nothing leaves the machine.
struct DemoVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Show two sample boards at work; nothing leaves the machine.",
        discussion:
            "Runs until Ctrl-C on a terminal; elsewhere it ends when all has been shown. It has its own folder, configuration and clock, whatever the options say."
    )

    @Flag(help: "End when all has been shown, also on a terminal.") var once = false
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let folder = try makeFolder()
        let letters = DemoLetters()
        let catcher = try MailCatcher { letters.take($0) }
        await catcher.start()
        let configuration = try writeConfiguration(
            in: folder, port: catcher.port, console: LoopbackSocket.freePort(preferring: 8480),
            answers: LoopbackSocket.freePort(preferring: 8481))
        let store = try Store(path: configuration.database, for: .daemon, creating: true)
        try DemoRegister(store: store).fill()
        let forecast = try forecast(store)
        Output.write(introduction(folder))
        Output.write(try way(in: store, to: configuration))
        let group = try serve(configuration, store)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await show(letters, expecting: forecast.today, in: folder)
            Output.write(closing(forecast.quarter, folder))
            if once || !Output.isTerminal { await group.triggerGracefulShutdown() }
            try await tasks.waitForAll()
        }
        await catcher.stop()
    }

    /// The path by which this program can be called again.
    private static var program: String {
        Bundle.main.executablePath ?? CommandLine.arguments[0]
    }

    private func makeFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "minuted-demo-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "letters"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return folder
    }

    /// One link that signs the visitor in as the secretary of both boards.
    private func way(in store: Store, to configuration: Configuration) throws -> String {
        let secretary = try Directory(store).person(DemoRegister.secretary)
        let key = AccessKey(bytes: Secrets.random())
        let now = WallClock.system.now
        try store.setAdministrator(secretary.id, true, told: Told(by: "demo", at: DemoRegister.setUpAt))
        _ = try store.keepSignInLink(
            key, for: secretary.id, told: Told(by: "demo", at: DemoRegister.setUpAt, realTime: now))
        let link = configuration.console!.url.appending(path: "sign-in").appending(path: key.text)
        return """
            The console, as their secretary and administrator \(secretary.name) sees it (the link works once, for 15 minutes):

                \(link.absoluteString)


            """
    }

    private func writeConfiguration(
        in folder: URL, port: Int, console: Int, answers: Int
    ) throws -> Configuration {
        let file = folder.appending(path: "minuted.yaml")
        let yaml = """
            # Written by minuted demo: every letter goes to the mail catcher on this machine.
            database: minuted.sqlite
            mode: live
            sender:
              address: actions@mopac.example.org
              envelope: actions+{id}@mopac.example.org
            relay:
              url: smtp://127.0.0.1:\(port)
              tls: none
              rate: unlimited
            console:
              listen: "127.0.0.1:\(console)"
              url: http://127.0.0.1:\(console)
            answers:
              listen: "127.0.0.1:\(answers)"
              url: http://127.0.0.1:\(answers)
            log:
              level: warning

            """
        try Data(yaml.utf8).write(to: file)
        return try Configuration(contentsOf: file.path)
    }

    private func serve(_ configuration: Configuration, _ store: Store) throws -> ServiceGroup {
        let clock = WallClock.starting(at: DemoRegister.opening)
        let logger = Logger(configuration.log, clock: clock, environment: [:])
        let service = try DeliveryService(
            store, configuration, clock: clock, logger: logger, environment: [:], read: { configuration })
        return Serve(
            database: configuration.database, duties: service.duties(),
            clock: clock, manager: ServiceManager(environment: [:]), logger: logger,
            alongside: try service.listeners(configuration, version: Minuted.version)
        ).group(heedingSignals: true)
    }
}

extension DemoVerb {
    /// How many letters go at once, and those of the next quarter after them.
    private func forecast(_ store: Store) throws -> (today: Int, quarter: [ForecastLetter]) {
        let prospect = Prospect(store: store, told: Told(by: "demo", at: DemoRegister.setUpAt))
        let letters = try prospect.letters(
            of: store.boards(), until: RangeEnd.day(CalendarDay(2027, 2, 28)).instant)
        let quarter = letters.filter { $0.letter.sendAt > DemoRegister.opening }
        return (letters.count - quarter.count, quarter)
    }

    /// Tells every letter as it arrives, and one of them in full.
    private func show(_ letters: DemoLetters, expecting count: Int, in folder: URL) async throws {
        var arrived = 0
        var fullest: [UInt8] = []
        guard count > 0 else { return }
        for await letter in letters.arrivals {
            arrived += 1
            let file = "letters/\(arrived < 10 ? "0" : "")\(arrived).eml"
            try Data(letter).write(to: folder.appending(path: file))
            Output.write(DemoLetters.line(letter, file: file) + "\n")
            if letter.count > fullest.count { fullest = letter }
            if arrived == count { break }
        }
        Output.write("\nOne of them, as its reader sees it:\n\n\(DemoLetters.full(fullest))\n")
    }

    private func introduction(_ folder: URL) -> String {
        """
        Two boards with invented people, in \(folder.path). It is Monday 23 November 2026, nine o'clock;
        their actions have been released, and the daemon hands its letters to a mail catcher on this machine:


        """
    }

    private func closing(_ quarter: [ForecastLetter], _ folder: URL) -> String {
        """

        The forecast for the next quarter, if nobody touches the register:

        \(ForecastLetter.table(quarter).text(isTerminal: Output.isTerminal))
        What to try next (the demo's clock began on 23 November 2026, so tell each verb the time):

            export MINUTED_CONFIG=\(folder.path)/minuted.yaml
            alias minuted=\(Self.program)
            minuted status --now 2026-11-23T10:00:00Z
            minuted action list --board vawg --now 2026-11-23T10:00:00Z
            minuted preview victims "Gwen Treharne" --now 2026-11-23T10:00:00Z
            minuted action update vawg VAWG-007 --by "Tom Achterberg" --note "Draft ready" --now 2026-11-23T10:00:00Z
            minuted plan --until 2026-12-31 --now 2026-11-23T10:00:00Z
            minuted outbox list --now 2026-11-23T10:00:00Z
            minuted rule explain "5 clear working days before the meeting" --anchor 2027-04-05

        """ + (once || !Output.isTerminal ? "" : "\nThe daemon goes on; Ctrl-C ends it.\n")
    }
}
