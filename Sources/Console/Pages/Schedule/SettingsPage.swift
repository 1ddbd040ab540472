import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// A board's habits, and its own words in letters and for statuses.
enum SettingsPage {
    static func make(_ visit: Visit) throws -> Page {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let values = try values(board, visit.statusWords(board))
        return try page(of: board, visit, values, seen: SeenValues(values))
    }

    /// - Parameters:
    ///   - values: what the fields say.
    ///   - above: what is shown before the form.
    private static func page(
        of board: Board, _ visit: Visit, _ values: [String: String], seen: SeenValues, above: HTML = ""
    ) throws -> Page {
        let form = FormView(
            id: "settings", action: "/boards/\(board.slug)/settings", visit: visit, values: values,
            seen: seen)
        let fields =
            try habits(form, visit) + "<h2>Its own words in letters</h2>\n" + texts(form) + placeholders
            + "<h2>Its own words for statuses</h2>\n<p>Where one is left empty, the usual word stands.</p>\n"
            + .join(StatusWords.usual.map { form.line("status-\($0.status)", "For “\($0.word)”") })
        return Page(
            title: "Settings", above: [.init("/boards/\(board.slug)", board.name)],
            content: BoardTabs(board: board, visit: visit).html + above
                + form.html(
                    fields, button: "Save",
                    second: .init(name: "show", words: "Show the letters with these, and save nothing yet")))
    }

    /// All that the form has.
    private static func values(_ board: Board, _ words: StatusWords) -> [String: String] {
        values(board).merging(
            StatusWords.usual.map { ("status-\($0.status)", words.own[$0.status] ?? "") }
        ) { $1 }
    }

    /// What it has of the board itself.
    static func values(_ board: Board) -> [String: String] {
        [
            "name": board.name, "zone": board.timeZone, "calendar": board.calendar,
            "send-at": board.sendAt.description, "hours": board.sendingHours.description,
            "gap": String(board.gap), "papers": board.papersDue.map { "\($0) before the meeting" } ?? "",
            "pattern": board.referencePattern, "secretariat": board.secretariat?.addressSpec ?? "",
            "from": board.from?.addressSpec ?? "", "letter-text": board.letterText.rawValue,
            "moves": board.movesOffHolidays ? "yes" : "", "all-well": board.allWell?.description ?? "",
            "sign-off": board.texts.signOff, "phone": board.texts.phone, "intro": board.texts.intro,
            "marking": board.texts.marking, "privacy": board.texts.privacyNotice,
        ]
    }

    static func habits(_ form: FormView, _ visit: Visit) throws -> HTML {
        let days = Weekday.allCases.filter { !$0.isWeekend }.map { ($0.description, $0.name) }
        let calendars = try calendars(visit.store.calendarNames(), with: form.values["calendar"])
        let pieces: [HTML] = [
            form.line("name", "Name", isNeeded: true),
            form.line(
                "secretariat", "The secretariat's mailbox", hint: "Answers go there, and briefs.",
                type: "email"),
            form.line("papers", "When papers are due", hint: "Like: 5 clear working days before the meeting"),
            form.line("send-at", "When planned letters go", hint: "Like 09:00."),
            form.line(
                "hours", "Hours in which late letters and notices go",
                hint: "Like 08:00-18:00, on working days."),
            form.line("gap", "Working days between two letters to one person, at least", hint: "0 to 60."),
            form.choice(
                "calendar", "Bank holidays",
                calendars),
            form.line("zone", "Time zone", hint: "Like Europe/London."),
            form.line("pattern", "How actions are numbered", hint: "Like VAWG-{nnn}, A-{yy}-{nnn} or {n}."),
            form.line(
                "from", "The address in From", hint: "Empty: the one that the operator configured.",
                type: "email"),
            form.choice(
                "letter-text", "What letters print of an action",
                [("full", "its text"), ("reference-only", "its reference only")]),
            form.choice(
                "all-well", "A weekly letter to the secretariat that all is well", [("", "never")] + days),
            form.tick("moves", "Steps move off days that are not worked"),
        ]
        return .join(pieces)
    }

    /// The calendars as a list offers them; the board's own stands there even where it is
    /// known no more, so that saving changes no other habit.
    private static func calendars(_ names: [String], with own: String?) -> [(String, String)] {
        let titles = [
            "england-and-wales": "England and Wales", "scotland": "Scotland",
            "northern-ireland": "Northern Ireland",
        ]
        let lost = own.map { names.contains($0) ? [] : [$0] } ?? []
        return (names + lost).map { ($0, titles[$0] ?? $0) }
    }

    private static func texts(_ form: FormView) -> HTML {
        form.line("sign-off", "Who signs, and for whom") + form.line("phone", "Phone")
            + form.text("intro", "A paragraph after the opening")
            + form.line(
                "marking", "Protective marking", hint: "The first line of letters, and before the subject.")
            + form.text("privacy", "A line about personal data", rows: 2)
    }

    private static var placeholders: HTML {
        .table(
            "What may stand in these words in double braces", ["Write", "It prints"],
            Placeholder.allCases.map { ["{{\($0.rawValue)}}", "\($0.meaning)"] })
    }

    /// Keeps what was typed, or shows the letters that would go with it.
    static func save(_ visit: Visit, _ form: Form) throws -> FormReply {
        try visit.mustKeep(visit.board().id)
        // As it is now: the visit's was read before the form's turn came.
        var board = try visit.store.board(visit.board().slug)
        try form.mustBeUpToDate(with: values(board, visit.statusWords(board)))
        try take(form, into: &board)
        board.texts.signOff = try template(form, "sign-off")
        board.texts.phone = try template(form, "phone")
        board.texts.intro = try template(form, "intro")
        board.texts.marking = try template(form, "marking")
        board.texts.privacyNotice = try template(form, "privacy")
        let words = Dictionary(
            uniqueKeysWithValues: StatusWords.usual.map { ($0.status, form.text("status-\($0.status)")) })
        if form.has("show") {
            let values = values(board, StatusWords(own: words.compactMapValues { $0 }))
            let letters = try letters(with: board, visit)
            return .page(try page(of: board, visit, values, seen: form.seen, above: letters))
        }
        try visit.store.setBoard(board, statusWords: words, told: visit.told)
        return .done(.saved, at: "/boards/\(board.slug)/settings")
    }

    /// Those of the next four weeks, and the first of them in full.
    private static func letters(with board: Board, _ visit: Visit) throws -> HTML {
        let letters = try Prospect(store: visit.store, told: visit.told).letters(
            of: [board], until: { [now = visit.now] _ in now + 28 * 86_400 }, supposing: .settings(board))
        return
            "<section class=\"look\" aria-labelledby=\"shown\"><h2 id=\"shown\">With these settings and words</h2>\n<p>Nothing is saved yet. The form below has what you typed.</p>\n"
            + letters.html(
                board.state == .active
                    ? "The next four weeks, if nobody touches the register"
                    : "The next four weeks, if the board were active and nobody touched the register",
                isLinked: false)
            + (try NextLetterPage.first(of: letters, on: board, visit, supposing: .settings(board)))
            + "</section>\n"
    }

    private static func template(_ form: Form, _ name: String) throws -> String {
        do { _ = try TextTemplate(written: form[name]) } catch { throw FieldProblem(name, "\(error)") }
        return form[name]
    }

    static func take(_ form: Form, into board: inout Board) throws {
        board.name = try form.needed("name", "the board's name")
        board.secretariat = try form.mailbox("secretariat")
        board.from = try form.mailbox("from")
        do { board.papersDue = try form.text("papers").map { try DayOffset(papersDue: $0) } } catch let error
            as SentenceError
        {
            throw FieldProblem("papers", "\(error)")
        }
        _ = try form.needed("send-at", "when planned letters go")
        if let time = try form.time("send-at") { board.sendAt = time }
        if let text = form.text("hours") {
            guard let hours = SendingHours(text) else {
                throw FieldProblem("hours", "“\(text)” are no hours; write them like 08:00-18:00.")
            }
            board.sendingHours = hours
        }
        if let text = form.text("gap") {
            guard let gap = Int(text), (0...60).contains(gap) else {
                throw FieldProblem("gap", "“\(text)” is no number from 0 to 60.")
            }
            board.gap = gap
        }
        board.calendar = form.text("calendar") ?? board.calendar
        board.timeZone = form.text("zone") ?? board.timeZone
        guard TimeZone(identifier: board.timeZone) != nil else {
            throw FieldProblem(
                "zone", "There is no time zone “\(board.timeZone)”; write one like Europe/London.")
        }
        board.referencePattern = form.text("pattern") ?? board.referencePattern
        guard form.text("pattern") == nil || ReferencePattern(board.referencePattern) != nil else {
            throw FieldProblem(
                "pattern", "“\(board.referencePattern)” numbers nothing; write it like VAWG-{nnn} or {n}.")
        }
        board.letterText = Board.LetterText(rawValue: form["letter-text"]) ?? board.letterText
        board.allWell = Weekday(form["all-well"])
        board.movesOffHolidays = form.has("moves")
    }
}

/// A new board, by an administrator.
enum NewBoardPage {
    static func make(_ visit: Visit) throws -> Page {
        try visit.mustAdminister()
        let usual = Board(id: .new, slug: "new", name: "")
        var values = SettingsPage.values(usual)
        values["pattern"] = ""
        values["papers"] = "5 clear working days before the meeting"
        values["rules"] = "yes"
        let form = FormView(id: "new", action: "/new-board", visit: visit, values: values)
        return Page(
            title: "Add a board",
            content: "<p>It writes nothing before it is activated.</p>\n"
                + form.html(
                    form.line(
                        "slug", "Short name",
                        hint:
                            "Small letters, digits and hyphens: vawg. It stands in addresses and references.",
                        isNeeded: true)
                        + (try SettingsPage.habits(form, visit))
                        + form.tick("rules", "Begin with the standard schedule"), button: "Add the board"))
    }

    static func add(_ visit: Visit, _ form: Form) throws -> FormReply {
        try visit.mustAdminister()
        let slug = try form.needed("slug", "a short name").lowercased()
        guard slug.wholeMatch(of: /[a-z0-9-]+/) != nil else {
            throw FieldProblem("slug", "“\(slug)” has other signs than small letters, digits and hyphens.")
        }
        guard !visit.allBoards.contains(where: { $0.slug == slug }) else {
            throw FieldProblem("slug", "There is a board “\(slug)” already; take another name.")
        }
        var board = Board(id: .new, slug: slug, name: form["name"])
        try SettingsPage.take(form, into: &board)
        let rules = form.has("rules") ? RuleSentence.standardSchedule : []
        let added = try visit.store.addBoard(board, rules: rules, told: visit.told)
        return .done(.added, at: "/boards/\(added.slug)/meetings")
    }
}
