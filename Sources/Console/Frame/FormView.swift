import ActionRegister
import Mail
import Reminders

/// A form of a page: what stands in its fields after it could not be carried out
/// is what was typed, and what is wrong stands beside it.
struct FormView {
    /// Unique on the page.
    let id: String
    let action: String
    /// What the fields say at first.
    var values: [String: String]
    /// What its sender is taken to have seen, where that is what the register has; `nil`
    /// for a form that changes nothing that somebody else may change.
    var seen: SeenValues?
    /// What makes it ours, and known when it comes a second time.
    private let marks: [(name: String, value: String)]
    private let refusal: FormRefusal?

    /// A form of the console.
    init(
        id: String, action: String, visit: Visit, values: [String: String] = [:], seen: SeenValues? = nil
    ) {
        (self.id, self.action, self.values, self.seen) = (id, action, values, seen)
        marks = [("form", id), ("token", visit.formToken), ("once", visit.once)]
        refusal = visit.refused.flatMap { $0.form == id ? $0 : nil }
    }

    /// A form of a page whose address is its reader's key: it needs no mark.
    init(id: String, action: String, refused: FormRefusal?) {
        (self.id, self.action, values, seen, marks) = (id, action, [:], nil, [])
        refusal = refused.flatMap { $0.form == id ? $0 : nil }
    }

    /// Whether it is shown again because it could not be carried out.
    var isRefused: Bool { refusal != nil }

    /// A button beside the one that carries a form out; it stands in the form by its name.
    struct SecondButton {
        var name: String
        var words: String
    }

    /// The form around its fields.
    ///
    /// - Parameter about: what tells its button from others of the same words, to those
    ///   who hear the page; to others its place does.
    func html(
        _ content: HTML, button: String, about: String? = nil, isGrave: Bool = false, isQuiet: Bool = false,
        isFile: Bool = false, second: SecondButton? = nil
    ) -> HTML {
        let look: HTML = isGrave ? " class=\"grave\"" : isQuiet ? " class=\"second\"" : ""
        let name: HTML = about.map { " aria-label=\"\(button): \($0)\"" } ?? ""
        let encoding: HTML = isFile ? " enctype=\"multipart/form-data\"" : ""
        let other: HTML =
            second.map { " <button class=\"second\" name=\"\($0.name)\" value=\"yes\">\($0.words)</button>" }
            ?? ""
        return """
            <form method="post" action="\(action)" id="\(id)"\(encoding)>
            \(marks.map { hidden($0.name, $0.value) })\(seenField)\(summary)\(content)<p class="buttons"><button\(look)\(name)>\(button)</button>\(other)</p>
            </form>

            """
    }

    private var seenField: HTML { seen.map { hidden(Form.seenName, $0.text) } ?? "" }

    private var summary: HTML {
        guard let problem = refusal?.problem else { return "" }
        let target = problem.field.map { "#\(id)-\($0)" }
        let said = HTML.dated(problem.words)
        let words: HTML = target.map { "<a href=\"\($0)\">\(said)</a>" } ?? said
        return """
            <div class="problem" role="alert" id="\(id)-problem"><p><strong>Nothing was changed.</strong> \(words)</p></div>

            """
    }

    /// What was typed; of a form that was overtaken, only where its sender changed it.
    ///
    /// - Parameter isBox: whether it is one to tick, which sends nothing where it is not.
    private func value(_ name: String, isBox: Bool = false) -> String {
        let kept = values[name] ?? ""
        guard let refusal else { return kept }
        // A field that was not on the form that was sent has nothing typed in it.
        guard refusal.typed.has(name) || isBox else { return kept }
        let typed = refusal.typed[name]
        guard refusal.problem.isOvertaken, values[name] != nil else { return typed }
        return refusal.typed.seen.differs(name, from: typed) ? typed : kept
    }

    /// What somebody else wrote into a field that the sender changed, too.
    private func other(_ name: String) -> String? {
        guard let refusal, refusal.problem.isOvertaken, let kept = values[name],
            refusal.typed.seen.differs(name, from: kept), value(name) != kept
        else { return nil }
        return kept
    }

    /// A line to type in.
    func line(
        _ name: String, _ label: String, hint: String? = nil, type: String = "text", isNeeded: Bool = false
    ) -> HTML {
        // A picker of days would drop what it cannot read.
        let isKept = type == "date" && !value(name).isEmpty && CalendarDay(value(name)) == nil
        let other = other(name).map { type == "date" ? CalendarDay($0)?.words ?? $0 : $0 }
        let wrong = wrong(name, type: type, isNeeded: isNeeded)
        let type = isKept ? "text" : type
        return field(
            name, label, hint, wrong: wrong, other: other,
            "<input id=\"\(id)-\(name)\" name=\"\(name)\" type=\"\(type)\" value=\"\(value(name))\"\(needed(isNeeded))\(described(name, hint, wrong))>"
        )
    }

    /// Several lines to type in.
    func text(
        _ name: String, _ label: String, hint: String? = nil, rows: Int = 3, isNeeded: Bool = false
    ) -> HTML {
        let wrong = wrong(name, isNeeded: isNeeded)
        return field(
            name, label, hint, wrong: wrong, other: other(name),
            "<textarea id=\"\(id)-\(name)\" name=\"\(name)\" rows=\"\(rows)\"\(needed(isNeeded))\(described(name, hint, wrong))>\n\(value(name))</textarea>"
        )
    }

    /// One of a few.
    func choice(_ name: String, _ label: String, hint: String? = nil, _ options: [(String, String)]) -> HTML {
        let chosen = value(name)
        let lines: [HTML] = options.map { value, words in
            "<option value=\"\(value)\"\(value == chosen ? " selected" as HTML : "")>\(words)</option>"
        }
        let wrong = wrong(name)
        return field(
            name, label, hint, wrong: wrong,
            other: other(name).map { kept in options.first { $0.0 == kept }?.1 ?? kept },
            "<select id=\"\(id)-\(name)\" name=\"\(name)\"\(described(name, hint, wrong))>\(lines)</select>")
    }

    /// Yes or no.
    func tick(_ name: String, _ label: String) -> HTML {
        let isTicked: HTML = value(name, isBox: true).isEmpty ? "" : " checked"
        return """
            <p class="tick"><input type="checkbox" id="\(id)-\(name)" name="\(name)" value="yes"\(isTicked)> <label for="\(id)-\(name)">\(label)</label></p>

            """
    }

    func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">\n"
    }

    /// - Parameters:
    ///   - wrong: what is wrong with what was typed there.
    ///   - other: what somebody else wrote there meanwhile.
    private func field(
        _ name: String, _ label: String, _ hint: String?, wrong: String?, other: String?, _ control: HTML
    ) -> HTML {
        let hinted: HTML = hint.map { "<span class=\"hint\" id=\"\(id)-\(name)-hint\">\($0)</span>" } ?? ""
        let said = other.map { $0.isEmpty ? "It is empty now." : "It is now: \($0)" } ?? wrong
        let saying: HTML =
            said.map {
                "<span class=\"wrong\" id=\"\(id)-\(name)-wrong\">\(HTML.dated($0))</span>"
            } ?? ""
        return """
            <p class="field"><label for="\(id)-\(name)">\(label)</label>\(hinted)\(saying)\(control)</p>

            """
    }

    /// What is wrong with a field: what the form was refused for, or what it would be
    /// refused for next, so that whoever made two slips mends both at once.
    private func wrong(_ name: String, type: String = "text", isNeeded: Bool = false) -> String? {
        guard let refusal, let field = refusal.problem.field else { return nil }
        if field == name { return refusal.problem.words }
        do {
            switch type {
            case "date": _ = try refusal.typed.day(name)
            case "email": _ = try refusal.typed.mailbox(name)
            default: break
            }
            return isNeeded && refusal.typed[name].isEmpty ? "This is needed, too." : nil
        } catch { return (error as? FieldProblem)?.words }
    }

    private func needed(_ isNeeded: Bool) -> HTML { isNeeded ? " required" : "" }

    private func described(_ name: String, _ hint: String?, _ wrong: String?) -> HTML {
        let isWrong = wrong != nil || other(name) != nil
        let names = [hint.map { _ in "\(id)-\(name)-hint" }, isWrong ? "\(id)-\(name)-wrong" : nil]
            .compactMap { $0 }
        if names.isEmpty { return "" }
        return
            " aria-describedby=\"\(names.joined(separator: " "))\"\(isWrong ? " aria-invalid=\"true\"" as HTML : "")"
    }
}
