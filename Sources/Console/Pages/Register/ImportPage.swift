import ActionRegister
import Documents
import Foundation
import HTTPTypes
import Mail
import Store

/// A file of actions, people, organisations or meetings: what it would change is
/// shown, and then done or not.
enum ImportPage {
    private static let kinds: [(RegisterImport.Kind, String)] = [
        (.actions, "an action log"), (.people, "people and their seats"), (.organisations, "organisations"),
        (.meetings, "meetings"),
    ]

    /// In octets: the file comes back with the second form, a third longer.
    private static let largest = 4_000_000

    static func make(_ visit: Visit) throws -> Page {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let content: HTML =
            "<p>A spreadsheet saved as CSV. First you see what would change; nothing is written before you say so. Imported actions are drafts, and nobody is written to.</p>\n"
            + form(["kind": "actions"], board, visit)
        return page(board, visit, content)
    }

    private static func form(_ values: [String: String], _ board: Board, _ visit: Visit) -> HTML {
        let form = FormView(
            id: "import", action: "/boards/\(board.slug)/import", visit: visit, values: values)
        return form.html(
            form.choice("kind", "What the file holds", kinds.map { ($0.0.rawValue, $0.1) })
                + form.line("file", "The file", type: "file")
                + form.text(
                    "ignored", "Columns to leave out",
                    hint: "As the file heads them, one on each line.", rows: 2)
                + form.tick("create", "Names that are not known are added as owners"),
            button: "Show what would change", isFile: true)
    }

    private static func page(_ board: Board, _ visit: Visit, _ content: HTML) -> Page {
        Page(
            title: "Import", above: [.init("/boards/\(board.slug)", board.name)],
            content: BoardTabs(board: board, visit: visit).html + content)
    }

    static func take(_ visit: Visit, _ form: Form, _ file: UploadedFile?) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        guard let kind = RegisterImport.Kind(rawValue: form["kind"]) else {
            throw FieldProblem("kind", "Choose what the file holds.")
        }
        let kept = form.text("contents").flatMap { Data(base64Encoded: $0) }
        guard let contents = file.map({ Data($0.bytes) }) ?? kept else {
            throw FieldProblem("file", "Choose a file.")
        }
        guard contents.count <= Self.largest else {
            throw FieldProblem("file", "The file is too large; at most 4 megabytes are taken, so divide it.")
        }
        if kind == .people || kind == .organisations { try visit.mustKeepPeople() }
        let reading = Reading(
            kind: kind, name: file?.name ?? form["name"], contents: contents, board: board,
            ignored: form["ignored"].split(separator: "\n").map(String.init),
            createsOwners: form.has("create"))
        do {
            guard form.has("confirmed") else {
                return .page(page(board, visit, try difference(reading, visit)))
            }
            // In the transaction of the form: what is compared is what is taken.
            let register = try visit.store.snapshot(actionsOf: board.id)
            guard try mark(of: reading.outcome(in: register, at: visit.now)) == form["shown"] else {
                return .page(page(board, visit, overtaken + (try difference(reading, visit))))
            }
            _ = try visit.store.take(actionsOf: board.id, told: visit.told, vet: visit.mustBeTrusted) {
                register in
                let outcome = try reading.outcome(in: register, at: visit.now)
                try visit.mustKeepBoards(of: outcome.batch)
                return (outcome.batch, outcome.difference)
            }
            return kind == .actions
                ? .done(.imported, at: "/boards/\(board.slug)/release")
                : .done(.saved, at: kind == .meetings ? "/boards/\(board.slug)/meetings" : "/people")
        } catch PageFailure.forbidden {
            throw FieldProblem(
                "file",
                "It has rows about a board that you do not keep, or changes where somebody of such a board is written to. Leave those rows out, or ask an administrator.",
                status: .forbidden)
        } catch let refusal as InputRefusal {
            let values = ["kind", "ignored", "create"].map { ($0, form[$0]) }
            let again = Self.form(Dictionary(uniqueKeysWithValues: values), board, visit)
            return .page(page(board, visit, refused(refusal) + again))
        }
    }

    /// How many lines of a difference stand open.
    private static let shownLines = 200

    private struct Reading {
        var kind: RegisterImport.Kind
        var name: String
        var contents: Data
        var board: Board
        /// The headings of columns that are left out.
        var ignored: [String]
        var createsOwners: Bool

        func outcome(in register: RegisterSnapshot, at now: Date) throws -> RegisterImport.Outcome {
            var reader = RegisterImport(
                file: name, contents: contents, into: register, at: now, board: board)
            reader.ignored = ignored
            reader.createsOwners = createsOwners
            return try reader.outcome(of: kind)
        }
    }

    /// By which the difference that was shown is known again.
    private static func mark(of outcome: RegisterImport.Outcome) -> String {
        Digest.sha256Hex(outcome.difference.lines.joined(separator: "\n").utf8)
    }

    private static let overtaken: HTML =
        "<div class=\"problem\" role=\"alert\"><p><strong>Nothing was written.</strong> The register has changed since the difference was shown. This is what the file would change now.</p></div>\n"

    private static func difference(_ reading: Reading, _ visit: Visit) throws -> HTML {
        let register = try visit.store.snapshot(actionsOf: reading.board.id)
        let outcome = try reading.outcome(in: register, at: visit.now)
        try visit.mustKeepBoards(of: outcome.batch)
        try visit.mustBeTrusted(with: outcome.batch.people.map(\.id).filter { !$0.isNew })
        let difference = outcome.difference
        let lines: [HTML] = difference.lines.map { "<li>\(HTML.dated($0))</li>\n" }
        let more: HTML =
            lines.count > shownLines
            ? "<details><summary>\(lines.count - shownLines) more</summary>\n<ul>\n\(Array(lines.dropFirst(shownLines)))</ul>\n</details>\n"
            : ""
        let form = FormView(id: "confirm", action: "/boards/\(reading.board.slug)/import", visit: visit)
        let fields =
            form.hidden("kind", reading.kind.rawValue) + form.hidden("name", reading.name)
            + form.hidden("contents", reading.contents.base64EncodedString())
            + form.hidden("confirmed", "yes") + form.hidden("shown", mark(of: outcome))
            + form.hidden("ignored", reading.ignored.joined(separator: "\n"))
            + (reading.createsOwners ? form.hidden("create", "yes") : "")
        return """
            <h2>What \(reading.name) would change</h2>
            <ul>
            \(Array(lines.prefix(shownLines)))</ul>
            \(more)\(difference.added + difference.changed == 0
                ? "<p>It changes nothing.</p>\n" : form.html(fields, button: "Import it", isFile: true))<p><a href="/boards/\(reading.board.slug)/import">Choose another file</a></p>

            """
    }

    private static func refused(_ refusal: InputRefusal) -> HTML {
        let lines: [HTML] = refusal.problems.map { "<li>\(ConsoleAdvice.words($0.description))</li>\n" }
        return """
            <div class="problem" role="alert"><p><strong>Nothing was written.</strong> Mend these in the file, and choose it again:</p>
            <ul>
            \(lines)</ul></div>

            """
    }
}

extension Visit {
    /// An import may name other boards than the one it was begun on.
    fileprivate func mustKeepBoards(of batch: RegisterBatch) throws {
        let boards = batch.seats.map(\.board) + batch.meetings.map(\.board) + batch.actions.map(\.board)
        guard boards.allSatisfy({ $0.isNew || visitor.mayKeep($0) }) else { throw PageFailure.forbidden }
    }
}
