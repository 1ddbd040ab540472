import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// One action: its whole record, what was said of it, and every step of every rule
/// with why it was sent, will be, or will not.
struct ActionPage {
    var board: Board
    var record: ActionRecord
    var names: [Owner: String]
    /// That an owner asks for another day.
    var request: DueRequest?
    var mayKeep: Bool
    var statusWords: StatusWords

    static func make(_ visit: Visit) throws -> Page {
        let model = try ActionPage(visit)
        return Page(
            title: "\(model.record.action.reference)",
            above: [.init("/boards/\(model.board.slug)", model.board.name)],
            content: try model.html(visit))
    }

    init(_ visit: Visit) throws {
        do {
            (record, names) = try visit.store.actionRecord(.init(visit.number("action")), at: visit.now)
        } catch is RegisterError { throw PageFailure.notFound }
        board = try visit.board(record.action.board)
        mayKeep = visit.visitor.mayKeep(board.id)
        statusWords = try visit.statusWords(board)
        let id = record.action.id
        request = try visit.store.dueRequests(of: [board.id]).first { $0.action == id }
    }
}

extension ActionPage {
    private var action: Action { record.action }

    private func html(_ visit: Visit) throws -> HTML {
        try "<p class=\"words\">\(action.text)</p>\n" + asked(visit) + facts + updates
            + (mayKeep ? forms(visit) : "") + timeline(visit)
    }

    private func asked(_ visit: Visit) -> HTML {
        guard let request, mayKeep else { return "" }
        let form = FormView(id: "request", action: "/actions/\(action.id)/request", visit: visit)
        return
            "<section class=\"look\" aria-labelledby=\"asked\"><h2 id=\"asked\">Another day is asked for</h2>\n<p>\(request.day.html): \(request.reason)</p>\n"
            + form.html(
                form.choice(
                    "decision", "Your decision",
                    [("accept", "accept: it becomes the due day"), ("decline", "keep the day as it is")])
                    + form.hidden("request", request.id.description)
                    + form.hidden("day", request.day.description), button: "Decide") + "</section>\n"
    }

    static func decide(_ visit: Visit, _ form: Form) throws -> FormReply {
        let page = try ActionPage(visit)
        try visit.mustKeep(page.board.id)
        guard let request = page.request, form["request"] == request.id.description,
            let day = try form.day("day")
        else {
            throw FieldProblem(nil, "Somebody has decided on it already.")
        }
        try visit.store.decide(
            request.id, for: day, isAccepted: form["decision"] == "accept", told: visit.told)
        return .done(.saved, at: "/actions/\(request.action)")
    }

    private var facts: HTML {
        let owners: [HTML] = action.owners.enumerated().map { place, ownership in
            let lead: HTML = place == 0 && action.owners.count > 1 ? " (leads)" : ""
            let done: HTML =
                ownership.partDoneAt.map { ", part done on \(board.clock(at: $0).day.html)" } ?? ""
            return "<li>\(names.name(ownership.owner))\(lead)\(done)</li>"
        }
        let revised: HTML? =
            action.revisions == 0
            ? nil
            : "\(action.revisions == 1 ? "once" : "\(action.revisions) times"), first due \(record.originalDueDay.map(\.html) ?? "on no day")"
        let raised: HTML? = action.raisedAt.map { day in
            "at the meeting of \(day.html)" + (action.item.map { ", item \($0)" } ?? "")
        }
        return .facts([
            ("Status", "\(statusWords.word(action))"), ("Owners", "<ul>\(owners)</ul>"),
            ("Due", record.dueHTML(record.dueDay)), ("Revised", revised), ("Raised", raised),
            ("Restricted", action.isRestricted ? "Its text stands in no letter and no public report." : nil),
            ("Standing", action.isStanding ? "It returns after each meeting." : nil),
            ("Released", action.releasedAt.map { board.html(of: $0) } ?? "no: nobody is written to about it"),
            ("Ended", ended),
        ])
    }

    private var ended: HTML? {
        guard let closure = action.closure else { return nil }
        let meeting: HTML = closure.meeting.map { ", agreed at the meeting of \($0.html)" } ?? ""
        let reason: HTML = closure.reason.map { ": \($0)" } ?? ""
        return closure.day.html + meeting + reason
    }

    private var updates: HTML {
        guard !record.updates.isEmpty else { return "<h2>Updates</h2>\n<p>None yet.</p>\n" }
        let items: [HTML] = record.updates.reversed().map { update in
            let who: HTML = update.by.map { "\(names.name(.person($0)))" } ?? "the secretariat"
            let owner: HTML =
                update.answersFor.map { owner -> HTML in
                    if case .person(let id) = owner, id == update.by { return "" }
                    return " for \(names.name(owner))"
                } ?? ""
            return
                "<li>\(update.day.html), \(who)\(owner)<br><span class=\"words\">\(HTML.dated(update.text))</span></li>\n"
        }
        return "<h2>Updates</h2>\n<ol class=\"time\">\n\(items)</ol>\n"
    }

    private func forms(_ visit: Visit) throws -> HTML {
        let forms: [HTML] = try ActionForm.allCases.filter { $0.fits(action) }.map { form in
            let isOpen: HTML = visit.refused?.form == form.rawValue ? " open" : ""
            return """
                <details\(isOpen)><summary>\(form.words)</summary>
                \(try form.html(self, visit))</details>

                """
        }
        return "<h2>What to do</h2>\n\(forms)"
    }

    private func timeline(_ visit: Visit) -> HTML {
        // A board that cannot be judged has no steps to tell of; Today says why.
        guard let account = try? ActionAccount(of: action.id, in: visit.store, at: visit.now) else {
            return "<h2>Letters</h2>\n<p>The board cannot be judged now; the first page says why.</p>\n"
        }
        let standing: HTML =
            account.standing.map { words in
                "<p>\(HTML.dated(words.prefix(1).uppercased() + words.dropFirst())).</p>\n"
            } ?? ""
        let steps = account.steps.sorted {
            ($0.day ?? .distant, $0.sentence) < ($1.day ?? .distant, $1.sentence)
        }
        let going = steps.filter { !$0.state.isNothing }, others = steps.filter(\.state.isNothing)
        let list: HTML =
            going.isEmpty
            ? "<p>None was sent, and none is to come.</p>\n"
            : "<ol class=\"time\">\n\(going.map(Self.step))</ol>\n"
        let rest: HTML =
            others.isEmpty
            ? ""
            : """
            <details><summary>What is not sent, and why: \(others.count == 1 ? "1 step" : "\(others.count) steps")</summary>
            <ol class="time">
            \(others.map(Self.step))</ol>
            </details>

            """
        return "<h2>Letters, sent and to come</h2>\n\(standing)\(list)\(rest)"
    }

    private static func step(_ step: StepAccount) -> HTML {
        let day: HTML = step.day.map(\.html) ?? "No step"
        let audience = step.audience == .owner ? "" : "to the \(step.audience.rawValue)"
        let whom = [step.owner, audience].filter { !$0.isEmpty }.map { ", \($0)" }.joined()
        return """
            <li><strong>\(day)</strong>\(whom): \(step.state.words)<br><span class="quiet">\(step.sentence)</span><br>\(HTML.dated(ConsoleAdvice.words(step.why)))\(sum(step))</li>

            """
    }

    private static func sum(_ step: StepAccount) -> HTML {
        guard let sum = step.sum, !sum.skipped.isEmpty else { return "" }
        let days: [HTML] = sum.skipped.map { "<li>\($0.day.html): \($0.why)</li>" }
        return "<details><summary>Days that are not counted</summary><ul>\(days)</ul></details>"
    }
}

extension CalendarDay {
    /// After every day that a page shows.
    fileprivate static let distant = CalendarDay(number: .max)
}

extension StepAccount.State {
    /// Whether no letter comes of it and nobody need ask where one is.
    fileprivate var isNothing: Bool { self == .notOwed || self == .expired || self == .noStep }

    /// As a secretary says it.
    var words: String {
        switch self {
        case .sent: "sent"
        case .onItsWay: "on its way"
        case .held: "held"
        case .bounced: "could not be delivered"
        case .suppressed: "not sent"
        case .presumedSent: "presumed sent"
        case .missed: "missed"
        case .owed: "goes at once"
        case .waiting: "waits"
        case .foreseen: "will have gone"
        case .expired: "too late now"
        case .toCome: "to come"
        case .notOwed: "not sent"
        case .unreachable: "nobody can be written to"
        case .noStep: "does not apply"
        }
    }
}
