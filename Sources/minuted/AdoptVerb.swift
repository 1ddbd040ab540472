import ActionRegister
import ArgumentParser
import Daemon
import Foundation
import Scheduling
import Store

/// `minuted adopt`: says that a database that was copied, moved or put back in
/// place is the one to send from.
struct AdoptVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Send from a database that was copied, moved or restored.",
        discussion: """
            Until then such a database sends nothing. Every step since its last one is presumed sent elsewhere, \
            and letters that waited are held; all of them are listed. minuted outbox release sends a held letter, \
            minuted remind asks again about an action.
            """)

    @Flag(help: "Nothing was sent elsewhere since: presume nothing and hold nothing.")
    var nothingWasSent = false
    @Flag(help: "Show what it would come to; write nothing.") var dryRun = false
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let path = try options.configuration().database
        let store = try Store(path: path)
        let gate = FenceGate(store, database: path)
        guard try gate.obstacle() != nil else {
            return options.output.show(
                Self.json(Adoption(), path, [:]),
                "\(path) is at home and complete; there is nothing to adopt\n")
        }
        let adoption = try adopt(store, gate)
        if !dryRun { Doorbell.ring(beside: path) }
        let people = Dictionary(uniqueKeysWithValues: try store.people().map { ($0.id, $0) })
        options.output.show(Self.json(adoption, path, people), words(adoption, people))
    }

    /// The register first: a crash in between leaves the fence closed, and
    /// adopting again presumes nothing twice.
    private func adopt(_ store: Store, _ gate: FenceGate) throws -> Adoption {
        let told = options.told
        if dryRun { return try store.adoption(presuming: !nothingWasSent, told: told) }
        let adoption = try store.adopt(reached: gate.reached(), presuming: !nothingWasSent, told: told)
        try gate.adopt()
        return adoption
    }

    private func words(_ adoption: Adoption, _ people: [Person.ID: Person]) -> String {
        var table = Table(
            columns: ["board", "action", "day", "rule", "to"],
            empty: "no step came since its last letter: nothing is presumed sent")
        table.rows = adoption.presumed.map { presumed in
            [
                presumed.board, presumed.reference ?? "brief", presumed.step.day.description,
                presumed.step.rule.cause, presumed.recipient.name(people),
            ]
        }
        let held = adoption.held.map(\.description).joined(separator: " ")
        return (adoption.presumed.isEmpty ? "" : "presumed sent elsewhere:\n")
            + table.text(isTerminal: Output.isTerminal)
            + (held.isEmpty ? "" : "held, for they may have been sent elsewhere: letters \(held)\n")
            + (dryRun ? "nothing was written\n" : "adopted: letters go from this database from now on\n")
    }

    private static func json(
        _ adoption: Adoption, _ path: String, _ people: [Person.ID: Person]
    ) -> JSON {
        let presumed = adoption.presumed.map { presumed -> JSON in
            [
                "board": presumed.board, "action": presumed.reference, "rule": presumed.step.rule.cause,
                "day": presumed.step.day, "anchor": presumed.step.anchorDay,
                "recipientName": presumed.recipient.name(people),
            ]
        }
        return [
            "database": path, "presumed": JSON.array(presumed),
            "held": JSON.array(adoption.held.map { .number(Int($0.rawValue)) }),
        ]
    }
}

extension Recipient {
    fileprivate func name(_ people: [Person.ID: Person]) -> String {
        switch self {
        case .person(let id): people[id]?.name ?? "somebody who was erased"
        case .secretariat: "secretariat"
        }
    }
}
