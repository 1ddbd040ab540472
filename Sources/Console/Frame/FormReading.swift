import ActionRegister
import Documents
import Foundation
import Mail
import Reminders
import Store

/// Reads what people type into fields; what cannot be read says which field, and
/// how to write it.
extension Form {
    /// - Throws: where nothing was typed.
    func needed(_ name: String, _ what: String) throws -> String {
        let text = self[name]
        guard !text.isEmpty else { throw FieldProblem(name, "Write \(what).") }
        return text
    }

    /// The text, or `nil` where nothing was typed.
    func text(_ name: String) -> String? { self[name].isEmpty ? nil : self[name] }

    /// As people write days; `nil` where nothing was typed.
    func day(_ name: String) throws -> CalendarDay? {
        guard let text = text(name) else { return nil }
        guard let day = WrittenDay.day(text) else {
            throw FieldProblem(name, "“\(text)” is no day; write it like 1 March 2027.")
        }
        return day
    }

    /// The first day of a month as people write them; `nil` where nothing was typed.
    func month(_ name: String) throws -> CalendarDay? {
        guard let text = text(name) else { return nil }
        guard let first = WrittenDay.month(of: text) else {
            throw FieldProblem(name, "“\(text)” is no month; write it like March 2027.")
        }
        return first
    }

    func neededDay(_ name: String, _ what: String) throws -> CalendarDay {
        guard let day = try day(name) else { throw FieldProblem(name, "Write \(what), like 1 March 2027.") }
        return day
    }

    func time(_ name: String) throws -> TimeOfDay? {
        guard let text = text(name) else { return nil }
        guard let time = TimeOfDay(text) else {
            throw FieldProblem(name, "“\(text)” is no time; write it like 09:30.")
        }
        return time
    }

    func mailbox(_ name: String) throws -> Mailbox? {
        guard let text = text(name) else { return nil }
        guard let mailbox = Mailbox(text) else {
            throw FieldProblem(name, "“\(text)” is no address; write it like h.osei@example.org.")
        }
        return mailbox
    }

    /// A number of the register that a list or a hidden field carries.
    func id<Subject>(_ name: String) -> Identifier<Subject>? { Int64(self[name]).map { Identifier($0) } }

    /// The owners that a text names, the lead first.
    func owners(_ name: String, _ visit: Visit) throws -> [Owner] {
        let text = try needed(name, "who answers for it, the lead first")
        let names = OwnerNames(try visit.store.snapshot())
        return try reading(name) { () throws(OwnerNames.Refusal) in try names.owners(in: text) }
    }

    /// The one owner that a text names; `nil` where nothing was typed.
    func owner(_ name: String, _ visit: Visit) throws -> Owner? {
        guard let text = text(name) else { return nil }
        let names = OwnerNames(try visit.store.snapshot())
        return try reading(name) { () throws(OwnerNames.Refusal) in try names.owner(in: text) }
    }

    /// A person by name or mailbox.
    func person(_ name: String, _ what: String, _ visit: Visit) throws -> Person.ID {
        _ = try needed(name, what)
        guard case .person(let id)? = try owner(name, visit) else {
            throw FieldProblem(name, "“\(self[name])” is an organisation; name a person.")
        }
        return id
    }

    private func reading<Value>(
        _ name: String, _ body: () throws(OwnerNames.Refusal) -> Value
    ) throws -> Value {
        do { return try body() } catch {
            throw FieldProblem(name, ConsoleAdvice.words("\(error.what); \(error.advice)."))
        }
    }

    /// By when an action is to be done: `date`, `next-meeting`, `ongoing` or `unset`,
    /// and for a date the day beside it.
    ///
    /// - Parameter shown: the day that the field had; another one beside a choice that
    ///   takes no day is a slip, and not dropped.
    func due(_ board: Board, _ visit: Visit, shown: String = "") throws -> Due {
        if self["due"] != "date", let day = text("day"), day != shown {
            throw FieldProblem("due", "A day is written below; choose “on a day” for it, or empty it.")
        }
        switch self["due"] {
        case "next-meeting":
            guard let meeting = try visit.store.nextMeeting(board.id, after: visit.now) else {
                throw FieldProblem("due", "The board has no planned meeting ahead; add it first.")
            }
            return .meeting(meeting.id)
        case "ongoing": return .ongoing
        case "unset": return .unset
        default: return .day(try neededDay("day", "the day it is due"))
        }
    }
}

extension FormView {
    /// The fields that say by when an action is to be done.
    ///
    /// - Parameter meeting: the day of the meeting it is due at as it stands.
    func due(at meeting: CalendarDay? = nil) -> HTML {
        let asItIs = meeting.map { [("as-it-is", "as it is: at the meeting of \($0.words)")] } ?? []
        return choice(
            "due", "Due",
            asItIs + [
                ("date", "on a day"), ("next-meeting", "at the next meeting"), ("ongoing", "ongoing"),
                ("unset", "not set yet"),
            ]) + line("day", "The day, where it is due on one", hint: "Like 1 March 2027.", type: "date")
    }
}
