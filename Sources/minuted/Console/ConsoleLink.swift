import ActionRegister
import ArgumentParser
import Daemon
import Foundation
import Store

/// `minuted console link`: a link that signs somebody in once, for who has no mail
/// yet or runs the server.
struct ConsoleLink: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Print a link that signs a person in to the console, once.",
        discussion: """
            It works for 15 minutes. The person must hold a secretariat's or a chair's seat or be an administrator; \
            while there is no administrator, the first one named here becomes it.
            """)

    @Argument(help: .init("A person by name or mailbox.", valueName: "who")) var who: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
        guard let console = try options.configuration().console else {
            throw Complaint(
                .misconfigured, "console", "no console is configured",
                "add console: { listen: \"127.0.0.1:8480\", url: … } to the configuration")
        }
        guard console.signIn == .link else {
            throw Complaint(
                .misconfigured, "console.sign-in", "the proxy in front signs people in, and links do nothing",
                "sign in there, or write sign-in: link")
        }
        let key = AccessKey(bytes: Secrets.random())
        let (person, isFirst) = try options.change { store, told in
            // Nobody becomes the administrator by a command that prints no link.
            try store.together { try keep(key, in: $0, told) }
        }
        let link = console.url.appending(path: "sign-in").appending(path: key.text).absoluteString
        if isFirst { Output.note("console link: \(person.name) is now the administrator") }
        options.output.show(
            ["link": link, "person": person.name, "minutes": Int(AccessLimits.link) / 60], link + "\n")
    }

    private func keep(_ key: AccessKey, in store: Store, _ told: Told) throws -> (Person, isFirst: Bool) {
        let person = try Directory(store).person(who)
        let isFirst = try store.administrators().isEmpty
        if isFirst { try store.setAdministrator(person.id, true, told: told) }
        guard try store.visitor(person.id, at: told.now).mayEnter else {
            throw Complaint(
                .badInput, "console link", "\(person.name) keeps and chairs no board",
                "give them a seat by minuted member add, or minuted console administrator add \"\(person.name)\""
            )
        }
        _ = try store.keepSignInLink(key, for: person.id, isLimited: false, told: told)
        return (person, isFirst)
    }
}
