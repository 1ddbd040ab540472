import Foundation
import Mail

/// Where a database lives and how far its ledger had come when it last sent: what
/// keeps a copy and an old backup from sending everything a second time.
///
/// It lies in a file beside the database, so that a database put back in place
/// finds what its predecessor left. It is raised before a letter leaves, never
/// lowered but by `adopt`; a crash between the ledger and the fence leaves the
/// ledger ahead, which is no reason to stop.
package struct Fence: Codable, Hashable, Sendable {
    /// The database's own number: another register in its place has another fence.
    package var database: String
    package var home: Home
    /// The highest number its ledger had given.
    package var ledger: Int64

    package init(database: String, home: Home, ledger: Int64) {
        (self.database, self.home, self.ledger) = (database, home, ledger)
    }

    /// Whether it was left by the database with that number.
    package func isOf(_ databaseID: [UInt8]) -> Bool { database == Digest.hex(databaseID) }

    /// The machine and the path that a database sends from.
    package struct Home: Codable, Hashable, Sendable {
        /// A number derived from the machine's; empty where it has none.
        package var machine: String
        package var path: String

        package init(machine: String, path: String) { (self.machine, self.path) = (machine, path) }

        /// The home of a database at a path of this machine.
        package init(ofDatabase path: String, machine: String = Self.machine) {
            self.init(machine: machine, path: DatabaseCompanion.path(beside: path, ending: ""))
        }

        /// machine-id(5) is not to be shown as it is, so a digest of it stands here.
        package static let machine: String = {
            let id = (try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8)) ?? ""
            let trimmed = id.trimmingCharacters(in: .whitespacesAndNewlines)
            return trimmed.isEmpty
                ? "" : String(Digest.sha256Hex(Array("minuted \(trimmed)".utf8)).prefix(32))
        }()
    }
}

extension Fence {
    /// Why a database must not send.
    package enum Closed: Error, Hashable, Sendable {
        /// Its ledger ends before what had been reached here: it is an old backup.
        case behind(ledger: Int64, reached: Int64)
        /// It lived somewhere else: it is a copy, or it was moved.
        case awayFromHome(Home)
        /// It has sent letters, and what it left beside it is not there.
        case missing(path: String)
        case unreadable(path: String)
        /// Another file has taken the place of the one this process has open.
        case replaced(path: String)
    }

    /// What keeps a database from sending; `nil` where nothing does.
    ///
    /// - Parameters:
    ///   - found: what lies beside it; that of another register says nothing.
    ///   - ledger: the highest number its ledger has given.
    static func obstacle(
        to database: String, at home: Home, ledger: Int64, found: Fence?, path: String
    ) -> Closed? {
        guard let found, found.database == database else { return ledger > 0 ? .missing(path: path) : nil }
        if ledger < found.ledger { return .behind(ledger: ledger, reached: found.ledger) }
        return found.home == home ? nil : .awayFromHome(found.home)
    }
}

extension Fence.Closed: CustomStringConvertible {
    package var description: String { "\(what); \(remedy)" }

    package var what: String {
        switch self {
        case .behind(let ledger, let reached):
            "this database is older than what was sent from here: its ledger ends at \(ledger), and \(reached) had been reached"
        case .awayFromHome(let home): "this database lived at \(home.path)\(elsewhere(home))"
        case .missing(let path): "this database has sent letters, and \(path) is not there: it may be a copy"
        case .unreadable(let path): "\(path) cannot be read"
        case .replaced(let path): "another file has taken the place of \(path) while this process had it open"
        }
    }

    package var remedy: String {
        if case .replaced = self { return "nothing is sent; stop the daemon and start it again" }
        return "nothing is sent until minuted adopt says that it is the one to send from"
    }

    private func elsewhere(_ home: Fence.Home) -> String {
        home.machine == Fence.Home.machine ? "" : " on another machine"
    }
}
