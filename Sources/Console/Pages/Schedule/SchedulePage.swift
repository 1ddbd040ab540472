import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// A board's rules as sentences; a new one shows its days and its letters before it
/// is kept.
struct SchedulePage {
    var board: Board
    var schedule: BoardSchedule
    /// A sentence that somebody would like to see first.
    var trial: Trial?

    struct Trial {
        var typed: String
        var sentence: RuleSentence?
        var problem: String?
        var days: [(anchor: String, explanation: RuleExplanation)] = []
        /// Those that go because of it, and would not without it.
        var letters: [ForecastLetter] = []
        /// Actions that nobody is written to about yet.
        var drafts = 0
    }

    static func make(_ visit: Visit) throws -> Page {
        let model = try SchedulePage(visit)
        return Page(
            title: "Schedule", above: [.init("/boards/\(model.board.slug)", model.board.name)],
            content: BoardTabs(board: model.board, visit: visit).html + model.html(visit))
    }

    init(_ visit: Visit) throws {
        board = try visit.board()
        schedule = try visit.store.read(board.id, at: visit.now) { $0.schedule }
        let typed = visit.query["try"]
        if !typed.isEmpty { trial = try trial(typed, visit) }
    }

    private func trial(_ typed: String, _ visit: Visit) throws -> Trial {
        var trial = Trial(typed: typed)
        do { trial.sentence = try RuleSentence(parsing: typed) } catch { trial.problem = "\(error)" }
        guard let sentence = trial.sentence else { return trial }
        if let same = schedule.rules.first(where: { $0.sentence == sentence }) {
            trial.problem = "Rule \(same.number) says this already."
            trial.sentence = nil
            return trial
        }
        trial.days = days(of: sentence, visit)
        guard visit.visitor.mayKeep(board.id) else { return trial }
        let prospect = Prospect(store: visit.store, told: visit.told)
        let horizon = horizon(visit)
        trial.letters = try prospect.letters(
            of: [board], until: { _ in horizon }, supposing: .rule(sentence)
        ).filter { $0.steps.contains { $0.rule == sentence } }
        trial.drafts = try visit.store.drafts(board.id).count
        return trial
    }

    /// Until the second meeting from now, else half a year.
    private func horizon(_ visit: Visit) -> Date {
        let second = meetings(visit).dropFirst().first?.day
        let end = second.map { schedule.calendar.instant($0 + 1, at: .midnight) } ?? visit.now + 183 * 86_400
        return min(end, visit.now + 400 * 86_400)
    }

    /// The next two meetings.
    private func meetings(_ visit: Visit) -> [Meeting] {
        let today = schedule.calendar.day(of: visit.now)
        return Array(
            schedule.meetings.filter { $0.state == .planned && ($0.day.map { $0 >= today } ?? false) }
                .sorted { $0.day! < $1.day! }.prefix(2))
    }

    private func days(
        of sentence: RuleSentence, _ visit: Visit
    ) -> [(anchor: String, explanation: RuleExplanation)] {
        meetings(visit).compactMap { meeting in
            let anchor = sentence.anchorDay(meeting, papers: schedule.papersDue(of: meeting))
            guard let anchor else { return nil }
            return (
                meeting.day!.words,
                RuleExplanation(
                    of: sentence, anchor: anchor, in: schedule.calendar, sendAt: board.sendAt,
                    movesOffHolidays: board.movesOffHolidays)
            )
        }
    }
}

extension RuleSentence {
    /// The day it counts from, for one meeting; `nil` where it counts from no meeting.
    func anchorDay(_ meeting: Meeting, papers: CalendarDay?) -> CalendarDay? {
        switch timing {
        case .before(_, .meeting), .on(.meeting), .after(_, .meeting): meeting.day
        case .before(_, .papersDeadline), .on(.papersDeadline), .after(_, .papersDeadline): papers
        default: nil
        }
    }
}

extension SchedulePage {
    private var path: String { "/boards/\(board.slug)/schedule" }

    private func html(_ visit: Visit) -> HTML {
        rules(visit) + (visit.visitor.mayKeep(board.id) ? trying(visit) + sending : "")
    }

    private func rules(_ visit: Visit) -> HTML {
        guard !schedule.rules.isEmpty else {
            return "<p>No rule yet: the board writes nothing by itself.</p>\n"
        }
        let mayKeep = visit.visitor.mayKeep(board.id)
        let items: [HTML] = schedule.rules.map { rule in
            let form = FormView(id: "remove-\(rule.number)", action: "\(path)/remove", visit: visit)
            let remove: HTML =
                mayKeep
                ? "<details><summary>Take rule \(rule.number) away</summary>\n<p>Its letters stop; what was sent stays known.</p>\n\(form.html(form.hidden("number", String(rule.number)), button: "Take it away", about: "rule \(rule.number)", isGrave: true))</details>\n"
                : ""
            return "<li value=\"\(rule.number)\">\(rule.sentence.description)\(remove)</li>\n"
        }
        return "<h2>Rules</h2>\n<ol>\n\(items)</ol>\n"
    }

    private func trying(_ visit: Visit) -> HTML {
        let typed = trial?.typed ?? visit.refused?.typed["sentence"] ?? ""
        let problem = trial?.problem
        let wrong: HTML = problem.map { "<span class=\"wrong\" id=\"try-wrong\">\($0)</span>" } ?? ""
        let described: HTML = problem == nil ? "" : " aria-invalid=\"true\""
        return """
            <h2>Add a rule</h2>
            <form method="get" action="\(path)">
            <p class="field"><label for="try">A rule, as a sentence</label><span class="hint" id="try-hint">Like: 14 days before the meeting · 2 working days before the papers deadline · every 5 working days while overdue, up to 4 times · 2 working days before the meeting to the secretariat</span>\(wrong)<input id="try" name="try" value="\(typed)" aria-describedby="try-hint\(problem == nil ? "" : " try-wrong")"\(described)></p>
            <p class="buttons"><button class="second">Show what it would do</button></p>
            </form>
            \(trial.flatMap { shown($0, visit) } ?? "")
            """
    }

    private func shown(_ trial: Trial, _ visit: Visit) -> HTML? {
        guard let sentence = trial.sentence else { return nil }
        let days: HTML =
            trial.days.isEmpty
            ? "<p>It counts from no meeting: its days come from the actions.</p>\n"
            : .table(
                "Its days for the next two meetings", ["Meeting", "Goes on", "Days not counted"],
                trial.days.map { anchor, explained in
                    [
                        "\(anchor)", board.html(of: explained.sendAt),
                        "\(explained.skipped.isEmpty ? "none" : explained.skipped.map { "\($0.day.words): \($0.why)" }.joined(separator: "; "))",
                    ]
                })
        let caption =
            board.state == .active
            ? "If nobody touches the register" : "If the board were active and nobody touched the register"
        let drafts: HTML =
            trial.drafts == 0
            ? ""
            : "<p>\(trial.drafts == 1 ? "1 draft is" : "\(trial.drafts) drafts are") not counted: nobody is written to about a draft before its release.</p>\n"
        let letters =
            "<h3>Who would be written to because of it, until the second meeting</h3>\n"
            + trial.letters.html(caption) + drafts
        let form = FormView(id: "add", action: "\(path)/add", visit: visit)
        return "<h3>“\(sentence.description)”</h3>\n" + days + letters
            + form.html(form.hidden("sentence", sentence.description), button: "Add this rule")
    }

    private var sending: HTML {
        switch board.state {
        case .active:
            "<p class=\"buttons\"><a class=\"button second\" href=\"/boards/\(board.slug)/activate\">Pause this board</a></p>\n"
        default: ""
        }
    }

    static func add(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let sentence: RuleSentence
        do { sentence = try RuleSentence(parsing: form["sentence"]) } catch {
            throw FieldProblem(nil, "\(error)")
        }
        _ = try visit.store.addRule(sentence, to: board.id, told: visit.told)
        return .done(.added, at: "/boards/\(board.slug)/schedule")
    }

    static func remove(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        try visit.store.removeRule(number: Int(form["number"]) ?? 0, board: board.id, told: visit.told)
        return .done(.removed, at: "/boards/\(board.slug)/schedule")
    }
}
