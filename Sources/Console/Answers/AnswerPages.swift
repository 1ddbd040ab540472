import ActionRegister
import Foundation
import Mail
import Store

/// The owner's page, and what a link says that opens none.
enum AnswerPages {
    static func page(_ desk: AnswerDesk, notice: AnswerNotice?, refused: FormRefusal?) throws -> String {
        let items: [HTML] = desk.actions.map { action($0.record, $0.owner, desk, refused) }
        let many: HTML =
            desk.actions.isEmpty
            ? "<p>Nothing is open for you on this board. Thank you.</p>\n"
            : "<p>These are your open actions. A line on each is enough; the board agrees at its meeting which are closed.</p>\n"
        let content: HTML =
            many + .join(items) + away(desk, refused) + reminders(desk)
            + "<p class=\"quiet\">This page is yours alone: whoever has its address can answer in your name, so do not pass it on. Please leave out names of victims and case details. To reach the secretariat, reply to the letter.</p>\n"
        let lost = refused.map { Self.lost($0, content) } ?? ""
        let page = Page(title: "Your actions for the \(desk.board.name)", content: lost + content)
        return Frame(notice: notice?.words, homePath: nil).html(page)
    }

    private static func action(
        _ record: ActionRecord, _ owner: Owner, _ desk: AnswerDesk, _ refused: FormRefusal?
    ) -> HTML {
        let action = record.action
        let isPlain = !action.isRestricted && desk.board.letterText == .full
        let text: HTML =
            !isPlain
            ? "<p class=\"quiet\">Its text is in your papers.</p>\n"
            : "<p class=\"words\">\(action.text)</p>\n"
        let last: HTML =
            record.updates.last { isPlain && ($0.answersFor == owner || $0.isShared) }.map {
                "<p class=\"quiet\">Last update, \($0.day.html): \(HTML.dated($0.text))</p>\n"
            } ?? ""
        let forms: HTML =
            action.hasDone(owner)
            ? done(action, owner, desk, refused) : forms(action, owner, desk, refused)
        return """
            <section aria-labelledby="action-\(action.id.description)">
            <h2 id="action-\(action.id.description)">\(action.reference)</h2>
            \(text)<p>Due: \(record.dueHTML(record.dueDay))</p>
            \(last)\(forms)</section>

            """
    }

    private static func done(
        _ action: Action, _ owner: Owner, _ desk: AnswerDesk, _ refused: FormRefusal?
    ) -> HTML {
        let form = FormView(
            id: "undone-\(action.id)", action: "/a/\(desk.token)/actions/\(action.id)/undone",
            refused: refused)
        let words =
            owner == action.lead
            ? "You have said that it is done. The board decides."
            : "You have said that your part is done. \(desk.lead(of: action)) leads, and says when all of it is."
        return "<p>\(words)</p>\n"
            + form.html(
                "",
                button: owner == action.lead
                    ? "\(action.reference) is not done after all"
                    : "My part of \(action.reference) is not done after all")
    }

    private static func forms(
        _ action: Action, _ owner: Owner, _ desk: AnswerDesk, _ refused: FormRefusal?
    ) -> HTML {
        // Of several owners each ends their own part; the lead speaks for the whole.
        let isLead = owner == action.lead
        let id = action.id.description
        let path = "/a/\(desk.token)/actions/\(id)"
        let update = FormView(id: "update-\(id)", action: "\(path)/update", refused: refused)
        let done = FormView(id: "done-\(id)", action: "\(path)/done", refused: refused)
        let date = FormView(id: "date-\(id)", action: "\(path)/date", refused: refused)
        return update.html(
            update.text("note", "How \(action.reference) stands", rows: 2, isNeeded: true),
            button: "Send the update", about: action.reference)
            + "<details\(open(done))><summary>\(isLead ? "\(action.reference) is done" : "Your part of \(action.reference) is done")</summary>\n"
            + done.html(
                done.text("note", "What was done, if you like", rows: 2),
                button: isLead ? "Say that it is done" : "Say that my part is done",
                about: action.reference)
            + "</details>\n"
            + asked(action, desk)
            + "<details\(open(date))><summary>\(action.reference) needs another date</summary>\n"
            + date.html(
                date.line("day", "The day you ask for", type: "date", isNeeded: true)
                    + date.text("reason", "Why", rows: 2, isNeeded: true),
                button: "Ask for this day", about: action.reference) + "</details>\n"
    }

    private static func open(_ form: FormView) -> HTML { form.isRefused ? " open" : "" }

    private static func asked(_ action: Action, _ desk: AnswerDesk) -> HTML {
        desk.requests[action.id].map {
            "<p>You have asked for \($0.day.html); the secretariat has yet to decide.</p>\n"
        } ?? ""
    }

    private static func away(_ desk: AnswerDesk, _ refused: FormRefusal?) -> HTML {
        if let until = desk.away.map(\.until).max() {
            let form = FormView(id: "back", action: "/a/\(desk.token)/back", refused: nil)
            return "<h2>You are away</h2>\n<p>Until \(until.html) letters go to your deputy.</p>\n"
                + form.html("", button: "I am back", isQuiet: true)
        }
        guard !desk.deputies.isEmpty else { return "" }
        let form = FormView(id: "away", action: "/a/\(desk.token)/away", refused: refused)
        return """
            <h2>Are you away?</h2>
            <p>Until you are back, letters go to \(desk.deputies.joined(separator: " and ")).</p>

            """
                + form.html(
                    form.line("until", "Last day you are away", type: "date", isNeeded: true),
                    button: "Hand over until then")
    }

    /// Where the form is gone that was sent: why, and what was typed, to be copied.
    private static func lost(_ refused: FormRefusal, _ content: HTML) -> HTML {
        guard !content.description.contains("id=\"\(refused.form)-problem\"") else { return "" }
        return
            "<div class=\"problem\" role=\"alert\"><p>\(refused.problem.words)</p>\n\(written(refused.typed))</div>\n"
    }

    /// What was typed and cannot be kept.
    private static func written(_ form: Form) -> HTML {
        let typed = form["note"].isEmpty ? form["reason"] : form["note"]
        return typed.isEmpty
            ? ""
            : "<p>You wrote:</p>\n<p class=\"words\">\(typed)</p>\n<p>Reply to the letter, so that it is not lost.</p>\n"
    }

    private static func reminders(_ desk: AnswerDesk) -> HTML {
        let word = desk.refuses ? "start" : "stop"
        let form = FormView(id: word, action: "/a/\(desk.token)/\(word)", refused: nil)
        let words: HTML =
            desk.refuses
            ? "<p>You get no reminders from this board.</p>\n"
            : "<p>You can do without the letters that remind you before a day. What is assigned to you, moves or is overdue still reaches you, and the secretariat sees your choice.</p>\n"
        return "<h2>Reminders</h2>\n" + words
            + form.html("", button: desk.refuses ? "Remind me again" : "Stop the reminders", isQuiet: true)
    }

    static var unknown: String {
        told(
            "This link opens nothing",
            "<p>Perhaps it was cut in two by a mail program. Please copy the whole address from the letter, or simply reply to the letter.</p>\n"
        )
    }

    static func expired(_ token: String, typed: Form = Form()) -> String {
        told(
            "This link opens nothing any more",
            written(typed) + """
                <p>Links end after some months, when you leave the board, and when your address changes.</p>
                <form method="post" action="/a/\(token)/fresh">
                <p class="buttons"><button>Send me a fresh one</button></p>
                </form>
                <p>It goes to the address that the secretariat has for you. You can also simply reply to the letter.</p>

                """)
    }

    static var sent: String {
        told(
            "Look at your mail",
            "<p>If you still answer for actions of that board, a fresh link is on its way to the address that the secretariat has for you.</p>\n"
        )
    }

    private static func told(_ title: String, _ content: HTML) -> String {
        Frame(homePath: nil).html(Page(title: title, content: content))
    }
}
