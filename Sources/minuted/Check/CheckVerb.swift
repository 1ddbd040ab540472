import ArgumentParser
import Daemon
import Foundation
import Reminders
import Store

/// `minuted check`: one problem a line, and nothing is written.
struct CheckVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look for everything that needs a person; change nothing.",
        discussion: "Exits 0 where nothing is wrong, 1 where something is, 78 where the configuration is.")

    @Flag(help: "Tell also what is right and good to know, as who an organisation's letters go to.")
    var verbose = false
    @Flag(help: "Do not ask the relay.") var offline = false
    @Flag(help: "Look at the file of the configuration alone; it is what a reload asks first.")
    var configurationOnly = false
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let (configuration, refusal) = readConfiguration()
        var problems = refusal?.problems.map { Problem($0) } ?? []
        if let configuration, !configurationOnly {
            problems += try await self.problems(configuration, asking: refusal == nil && !offline)
        }
        let told = Checkup.sorted(problems).filter { verbose || $0.needsAPerson }
        options.output.show(told.json, words(told))
        if refusal != nil { throw ExitStatus.misconfigured.code }
        if told.contains(where: \.needsAPerson) { throw ExitStatus.needsAPerson.code }
    }

    /// A database that is named by hand is looked at beside a bad configuration.
    private func readConfiguration() -> (Configuration?, ConfigurationError?) {
        do throws(ConfigurationError) {
            return (try options.configuration(), nil)
        } catch {
            var bare = Configuration()
            bare.database = options.database ?? ""
            return (options.database == nil ? nil : bare, error)
        }
    }

    private func problems(_ configuration: Configuration, asking asksRelay: Bool) async throws -> [Problem] {
        let told = options.told
        let environment = ProcessInfo.processInfo.environment
        do {
            let store = try Store(path: configuration.database, for: .check)
            var checkup = try Checkup(
                store, configuration, environment: environment, at: told.now, clock: told.realTime)
            if asksRelay { await checkup.askRelay() }
            return checkup.problems + checkup.configuration.relayProblems
                + (try DatabaseReport(store).problems)
        } catch let error as StoreError {
            let report = ConfigurationReport(configuration, environment: environment, at: told.now)
            var relay = RelayReport(configuration.relay.url)
            if asksRelay { await relay.ask(report) }
            return [Problem(error)] + report.problems + report.relayProblems
                + [relay.problem].compactMap { $0 }
        }
    }

    private func words(_ problems: [Problem]) -> String {
        let lines = problems.lines
        return problems.contains(where: \.needsAPerson) ? lines : lines + "nothing is wrong\n"
    }
}
