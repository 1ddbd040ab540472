import ActionRegister
import ArgumentParser
import Reminders
import Store

/// `minuted board texts`: what a board prints in its letters besides its name.
struct BoardTextsVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "texts", abstract: "Show or change a board's own words in its letters.",
        discussion: "Without an option it shows them. An empty text takes one away.")

    @Argument(help: .init("The board.", valueName: "slug")) var slug: String?
    @Option(help: .init("Who signs, and for whom.", valueName: "text")) var signOff: String?
    @Option(help: .init("The number to ring.", valueName: "text")) var phone: String?
    @Option(help: .init("A paragraph after the opening.", valueName: "text")) var intro: String?
    @Option(help: .init("A protective marking: first line, and prefix of the subject.", valueName: "text"))
    var marking: String?
    @Option(help: .init("A line about personal data.", valueName: "text")) var privacyNotice: String?
    @Option(
        help: .init(
            "The board's own word for a status, as proposed=complete; repeat.", valueName: "status=word"))
    var status: [StatusWord] = []
    @Flag(help: "List what may stand in the texts.") var placeholders = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if slug == nil, !placeholders { throw ValidationError("Missing expected argument '<slug>'") }
    }

    func run() throws {
        if placeholders { return showPlaceholders() }
        let isChange =
            [signOff, phone, intro, marking, privacyNotice].contains { $0 != nil } || !status.isEmpty
        let board = try isChange ? options.change(change) : options.read { try $0.board(slug!) }
        let words = try options.read { try $0.statusWords(board.id) }
        let own = words.sorted { $0.key < $1.key }.map { JSON.Member(key: $0.key, value: .string($0.value)) }
        let json = board.texts.json.with(["statusWords": JSON.object(own)])
        options.output.show(json, json.lines)
    }

    private func change(_ store: Store, _ told: Told) throws -> Board {
        var board = try store.board(slug!)
        try set(signOff, "sign-off", &board.texts.signOff)
        try set(phone, "phone", &board.texts.phone)
        try set(intro, "intro", &board.texts.intro)
        try set(marking, "marking", &board.texts.marking)
        try set(privacyNotice, "privacy-notice", &board.texts.privacyNotice)
        let words = Dictionary(status.map { ($0.status, $0.word) }, uniquingKeysWith: { _, last in last })
        try store.setBoard(board, statusWords: words, told: told)
        return board
    }

    /// Takes a text whose placeholders are all known.
    private func set(_ text: String?, _ name: String, _ field: inout String) throws {
        guard let text else { return }
        do {
            _ = try TextTemplate(written: text)
        } catch {
            throw Complaint(.badInput, "--\(name):\(error)")
        }
        field = text
    }

    private func showPlaceholders() {
        let rows = Placeholder.allCases
        options.output.show(
            rows.map { ["placeholder": "{{\($0.rawValue)}}", "prints": $0.meaning] as JSON },
            Table(columns: ["placeholder", "prints"], rows: rows.map { ["{{\($0.rawValue)}}", $0.meaning] }))
    }
}

/// `proposed=complete`; `proposed=` brings the usual word back.
struct StatusWord: ExpressibleByArgument {
    let status: String
    let word: String?

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let known = Action.Status.allCases.map(\.rawValue) + ["draft"]
        guard parts.count == 2, known.contains(parts[0]) else { return nil }
        status = parts[0]
        word = parts[1].isEmpty ? nil : parts[1]
    }
}
