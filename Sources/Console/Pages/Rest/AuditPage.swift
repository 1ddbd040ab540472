import ActionRegister
import Foundation
import Mail
import Store

/// Who changed what, and when; nobody can change it afterwards unseen.
struct AuditPage {
    /// The newest first.
    private let entries: [(entry: AuditEntry, changes: AuditChanges)]
    private let names: [Subject: [Int64: String]]
    /// What is older than the page's last.
    private let older: Int64
    private let boards: [Board]

    private static let pageSize: Int64 = 100

    static func make(_ visit: Visit) throws -> Page {
        try visit.mustKeepPeople()
        // Entries speak of all boards.
        guard visit.keepsAllBoards() else { throw PageFailure.forbidden }
        return Page(title: "Audit", content: try AuditPage(visit).html)
    }

    private init(_ visit: Visit) throws {
        let last = try visit.store.auditCount()
        let until = max(0, min(last, Int64(visit.query["until"]) ?? last))
        older = max(0, until - Self.pageSize)
        let entries = try visit.store.audit(after: older, limit: Int(until - older)).reversed()
            .map { ($0, AuditChanges($0)) }
        var numbers: [Subject: Set<Int64>] = [:]
        for (entry, changes) in entries {
            let subject = entry.subjectID.flatMap { id in Subject(rawValue: entry.subject).map { ($0, id) } }
            let values = changes.facts.flatMap { [$0.old, $0.new] }.compactMap { $0 }
            for (subject, number) in values.flatMap(\.things) + [subject].compactMap({ $0 }) {
                numbers[subject, default: []].insert(number)
            }
        }
        self.entries = entries
        names = try visit.store.auditNames(numbers)
        boards = visit.allBoards
    }
}

extension AuditPage {
    private var html: HTML {
        guard !entries.isEmpty else { return "<p>Nothing yet.</p>\n" }
        let next: HTML =
            older > 0
            ? "<nav class=\"pages\" aria-label=\"Pages\"><a href=\"/audit?until=\(older.description)\">Older entries</a></nav>\n"
            : ""
        return .table(
            "Every change, the newest first; each entry carries the hash of the one before",
            ["Number", "When", "Who", "Did", "To", "What changed"],
            entries.map { entry, changes in
                [
                    "\(entry.sequence.description)", when(entry), "\(entry.actor ?? "(erased)")",
                    "\(entry.verb)", subject(of: entry), self.changes(changes),
                ]
            }) + next
    }

    private func when(_ entry: AuditEntry) -> HTML {
        guard abs(entry.now.timeIntervalSince(entry.realTime)) >= 60 else { return html(entry.realTime) }
        return html(entry.realTime) + "<br><span class=\"quiet\">as of \(html(entry.now))</span>"
    }

    /// On the clock that all boards share; of boards in several zones, in UTC.
    private func html(_ instant: Date) -> HTML {
        if let board = boards.first, boards.allSatisfy({ $0.timeZone == board.timeZone }) {
            return board.html(of: instant)
        }
        let machine = instant.formatted(.iso8601)
        return "<time datetime=\"\(machine)\">\(machine)</time>"
    }

    private func subject(of entry: AuditEntry) -> HTML {
        guard let subject = Subject(rawValue: entry.subject), let id = entry.subjectID else {
            return "\(entry.subject)"
        }
        return "\(entry.subject) \(thing(subject, id) ?? "\(id.description)")"
    }

    /// What it is called now, and where it can be looked at.
    private func thing(_ subject: Subject, _ id: Int64) -> HTML? {
        if subject == .letter { return "<a href=\"/outbox/\(id.description)\">\(id.description)</a>" }
        guard let name = names[subject]?[id] else { return nil }
        if subject == .meeting, let month = CalendarDay.firstOfMonth(name) { return "\(month.monthWords)" }
        let address: String? =
            switch subject {
            case .action: "/actions/\(id)"
            case .person: "/people/\(id)"
            case .organisation: "/people"
            case .board: boards.first { $0.id.rawValue == id }.map { "/boards/\($0.slug)" }
            default: nil
            }
        let words = HTML.dated(name)
        return address.map { "<a href=\"\($0)\">\(words)</a>" } ?? words
    }

    private func changes(_ changes: AuditChanges) -> HTML {
        let lines: [HTML] = changes.facts.compactMap { fact in
            guard let words = words(fact) else { return nil }
            return "<li><span class=\"quiet\">\(Self.label(fact.name)):</span> \(words)</li>"
        }
        return lines.isEmpty ? "" : "<ul class=\"changes\">\(lines)</ul>"
    }

    /// Of something new, what there is of it; of something changed, both.
    private func words(_ fact: AuditChanges.Fact) -> HTML? {
        let value = {
            self.value($0) ?? (Self.erasable.contains(fact.name) ? "nothing, or erased" : "nothing")
        }
        return switch (fact.old, fact.new) {
        case (nil, nil): nil
        case (nil, let new?): self.value(new)
        case (let old?, nil): self.value(old).map { "was \($0)" }
        case (let old?, let new?): "from \(value(old)) to \(value(new))"
        }
    }

    /// Texts that go where the person is erased whom they are about.
    private static let erasable: Set = ["name", "mailbox", "salutation", "text"]

    /// `nil` where there is none.
    private func value(_ value: AuditValue) -> HTML? {
        switch value {
        case .none: return nil
        case .text(let text): return text.isEmpty ? nil : HTML.dated(text)
        case .instant(let instant): return html(instant)
        // The letters to the secretariat's own mailbox are nobody's.
        case .thing(.person, 0): return "the secretariat"
        // Due at a meeting is not due on its day.
        case .thing(.meeting, let id): return "the meeting of \(thing(.meeting, id) ?? "\(id.description)")"
        case .thing(let subject, let id):
            return thing(subject, id) ?? "\(subject.rawValue) \(id.description)"
        case .list(let values):
            let items = values.compactMap(self.value)
            return items.isEmpty ? nil : .join(items.enumerated().map { $0 == 0 ? $1 : ", \($1)" as HTML })
        }
    }

    /// What people call a fact: `raisedAt` is “raised at”.
    private static func label(_ name: String) -> String {
        if let words = labels[name] { return words }
        return name.reduce(into: "") { words, letter in
            words += letter.isUppercase ? " \(letter.lowercased())" : String(letter)
        }
    }

    private static let labels = [
        "originalDue": "first due", "liveSince": "asked about since", "roundSince": "back since",
        "partDone": "part done by", "endedReason": "reason", "endedAtMeeting": "at",
        "answersFor": "answers for", "slug": "short name", "gap": "working days between letters",
    ]
}
