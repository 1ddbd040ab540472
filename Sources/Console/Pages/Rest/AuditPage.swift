import ActionRegister
import Foundation
import Mail
import Store

/// Who changed what, and when; nobody can change it afterwards unseen.
enum AuditPage {
    private static let pageSize: Int64 = 100

    static func make(_ visit: Visit) throws -> Page {
        try visit.mustKeepPeople()
        // Entries speak of all boards.
        guard visit.keepsAllBoards() else { throw PageFailure.forbidden }
        let last = try visit.store.auditCount()
        let until = max(0, min(last, Int64(visit.query["until"]) ?? last))
        let from = max(0, until - pageSize)
        let entries = try visit.store.audit(after: from, limit: Int(until - from)).reversed()
        let rows: [[HTML]] = entries.map { entry in
            [
                "\(entry.sequence.description)",
                "<time datetime=\"\(entry.realTime.formatted(.iso8601))\">\(entry.realTime.formatted(.iso8601))</time>",
                "\(entry.actor ?? "(erased)")", "\(entry.verb)",
                "\(entry.subject)\(entry.subjectID.map { " \($0)" } ?? "")",
                "<span class=\"quiet\">\(entry.old)</span><br>\(entry.new)",
            ]
        }
        let older: HTML =
            from > 0
            ? "<nav class=\"pages\" aria-label=\"Pages\"><a href=\"/audit?until=\(from.description)\">Older entries</a></nav>\n"
            : ""
        return Page(
            title: "Audit",
            content: rows.isEmpty
                ? "<p>Nothing yet.</p>\n"
                : .table(
                    "Every change, the newest first; each entry carries the hash of the one before",
                    ["Number", "When (UTC)", "Who", "Did", "To", "Before and after"], rows) + older)
    }
}
