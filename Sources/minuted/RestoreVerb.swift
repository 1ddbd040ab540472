import ArgumentParser
import Daemon
import Foundation
import Store

/// `minuted restore --check`: proves a backup, and says how it is put in place.
struct RestoreVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Prove that a backup can be put in place; tell how.",
        discussion: """
            Reads all of it, its audit too, and brings a copy up to date where its schema is older. Nothing is \
            written, and nothing is put in place: that is done by hand while the daemon is stopped. Exits 65 where \
            it cannot be used.
            """)

    @Argument(help: .init("The backup.", valueName: "file")) var file: String
    @Flag(help: "Only prove it; needed, for nothing else is done.") var check = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard check else {
            throw ValidationError(
                "a backup is put in place by hand; minuted restore \(file) --check proves it and tells how")
        }
    }

    func run() throws {
        let database = try options.configuration().database
        guard FileManager.default.fileExists(atPath: file) else {
            throw Complaint(.badInput, file, "there is no such file", "name a file that minuted backup wrote")
        }
        let report = try report(inPlaceOf: database)
        options.output.show(json(report), words(report, database))
        if !report.faults.isEmpty { throw ExitStatus.badInput.code }
    }

    private func report(inPlaceOf database: String) throws -> BackupReport {
        do {
            return try BackupReport(of: file, inPlaceOf: database)
        } catch let error as StoreError {
            throw Complaint(.badInput, "\(file): \(error)")
        }
    }

    private func json(_ report: BackupReport) -> JSON {
        [
            "file": file, "usable": report.faults.isEmpty,
            "faults": JSON.array(report.faults.map(JSON.string)),
            "boards": JSON.array(report.boards.map(JSON.string)), "lastChange": report.lastChange,
            "ofThisRegister": report.isOfThisRegister, "ledger": Int(report.ledger),
            "reached": Int(report.reached),
        ]
    }

    private func words(_ report: BackupReport, _ database: String) -> String {
        let faults = report.faults.map { "\(file): \($0)" }
        if !faults.isEmpty {
            return (faults + ["do not use it; take an older one", ""]).joined(separator: "\n")
        }
        let age = report.lastChange.map { ", last changed \($0.formatted(.iso8601))" } ?? ""
        let boards = report.boards.isEmpty ? "no boards" : "boards " + report.boards.joined(separator: ", ")
        return "\(file): whole\(age); \(boards)\n" + standing(report) + Self.steps(file, database)
    }

    private func standing(_ report: BackupReport) -> String {
        let other = report.isOfThisRegister == false ? "it is another register than the one in place\n" : ""
        let missed = report.stepsItDoesNotKnow
        guard missed > 0 else { return other }
        return other
            + "it does not know of the last \(missed == 1 ? "step" : "\(missed) steps") sent from here: "
            + "minuted adopt lists what it presumes sent\n"
    }

    private static func steps(_ file: String, _ database: String) -> String {
        """
        to put it in place, as root:
          systemctl stop minuted
          mkdir \(database).old; mv -t \(database).old \(database) \(database)-wal \(database)-shm    # those that are there
          cp \(file) \(database) && chown --reference=$(dirname \(database)) \(database)
          minuted adopt --dry-run    # what it presumes sent meanwhile
          minuted adopt
          systemctl start minuted

        """
    }
}
