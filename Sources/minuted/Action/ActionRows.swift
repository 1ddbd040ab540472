import ActionRegister
import Documents
import Foundation
import Scheduling
import Store

/// Turns actions into rows, with the mailbox that stands for each owner today.
struct ActionRows {
    private let printer: RegisterPrinter

    init(_ store: Store, at now: Date) throws {
        let register = try store.snapshot()
        let mailboxes = Dictionary(uniqueKeysWithValues: register.people.map { ($0.id, $0.mailbox) })
        let rosters = try Dictionary(
            uniqueKeysWithValues: register.boards.map { board in
                (board.id, Self.roster(of: board, in: register, try store.workingCalendar(board), at: now))
            })
        printer = RegisterPrinter(register) { owner, board in
            guard case .person(let person)? = rosters[board]?.resolve(owner, as: .owner).recipients.first
            else {
                return nil
            }
            return mailboxes[person] ?? nil
        }
    }

    func row(_ record: ActionRecord) -> ActionRow { printer.row(record) }

    /// Absences are left out: the owner's own mailbox is asked for, not a deputy's.
    private static func roster(
        of board: Board, in register: RegisterSnapshot, _ calendar: WorkingCalendar, at now: Date
    ) -> Roster {
        let schedule = BoardSchedule(
            board: board, calendar: calendar, seats: register.seats.filter { $0.board == board.id },
            reachable: Set(register.people.filter { $0.mailbox != nil }.map(\.id)))
        return Roster(schedule, on: calendar.day(of: now))
    }
}

extension ActionRow: JSONRepresentable {
    var json: JSON {
        [
            "board": board, "reference": reference, "text": text, "item": item, "owners": owners,
            "lead": lead,
            "raisedAt": raisedAt, "due": due, "originalDue": originalDue, "revisions": revisions,
            "status": status,
            "released": released, "restricted": restricted, "standing": standing, "overdueDays": overdueDays,
            "updates": updates, "closedAt": closedAt,
        ]
    }

    /// What people are shown: that a draft is one, and that a standing action
    /// returns.
    var shownStatus: String {
        if isEnded { return status }
        return (released ? "" : "draft, ") + status + (standing ? ", standing" : "")
    }

    private var isEnded: Bool { status == "closed" || status == "cancelled" }

    /// What a person who ends a standing action should know.
    var endOfStanding: String { standing ? "; it was standing, and does not return" : "" }

    /// `2027-03-01, 12 days overdue`.
    var shownDue: String {
        let day = due.day ?? (due.kind == "meeting" ? "its meeting has no day" : due.kind)
        let late = overdueDays == 1 ? "1 day" : "\(overdueDays) days"
        return overdueDays > 0 ? "\(day), \(late) overdue" : day
    }
}

extension ActionRow.OwnerRow: JSONRepresentable {
    var json: JSON { ["name": name, "organisation": organisation, "email": email] }
}

extension ActionRow.DueRow: JSONRepresentable {
    var json: JSON { ["kind": kind, "day": day] }
}

extension ActionRow.UpdateRow: JSONRepresentable {
    var json: JSON { ["at": at, "by": by, "text": text] }
}
