import ActionRegister
import Foundation
import GRDB

extension Action {
    init(row: Row, owners: [Ownership]) {
        self.init(
            id: row.id("id"), board: row.id("board"), reference: row["reference"], text: row["text"],
            owners: owners, due: Due(row: row, "due"), status: row.word("status"),
            raisedAt: row.dayIfAny("raisedAt"), item: row["item"], originalDue: Due(row: row, "originalDue"),
            revisions: row["revisions"], isRestricted: row["restricted"], isStanding: row["standing"],
            roundSince: row.instantIfAny("roundSince"), releasedAt: row.instantIfAny("releasedAt"),
            liveSince: row.instantIfAny("liveSince"),
            closure: Closure(row: row))
    }

    /// All but the number, the board, the reference and the owners.
    var columns: KeyValuePairs<String, (any DatabaseValueConvertible)?> {
        [
            "text": text, "raisedAt": raisedAt?.number, "item": item, "dueKind": due.kind,
            "dueDay": due.day?.number, "dueMeeting": due.meeting?.rawValue,
            "originalDueKind": originalDue.kind,
            "originalDueDay": originalDue.day?.number, "originalDueMeeting": originalDue.meeting?.rawValue,
            "revisions": revisions, "status": status.rawValue, "restricted": isRestricted,
            "standing": isStanding, "roundSince": roundSince?.milliseconds,
            "releasedAt": releasedAt?.milliseconds,
            "liveSince": liveSince?.milliseconds, "endedDay": closure?.day.number,
            "endedAtMeeting": closure?.meeting?.number, "endedReason": closure?.reason,
        ]
    }

    var facts: AuditFacts {
        [
            "board": .number(board.rawValue), "reference": .plain(reference), "text": .text(text),
            "owners": .list(owners.map { .owner($0.owner) }),
            "partDone": .list(owners.filter { $0.partDoneAt != nil }.map { .owner($0.owner) }),
            "raisedAt": .plain(raisedAt), "item": .text(item), "due": .plain(due.fact),
            "originalDue": .plain(originalDue.fact), "revisions": .number(Int64(revisions)),
            "status": .plain(status.rawValue), "restricted": .flag(isRestricted),
            "standing": .flag(isStanding), "roundSince": .plain(roundSince?.milliseconds),
            "released": .flag(releasedAt != nil),
            "liveSince": .plain(liveSince?.milliseconds), "ended": .plain(closure?.day),
            "endedAtMeeting": .plain(closure?.meeting), "endedReason": .text(closure?.reason),
        ]
    }
}

extension Action.Closure {
    fileprivate init?(row: Row) {
        guard let day = row.dayIfAny("endedDay") else { return nil }
        self.init(day: day, meeting: row.dayIfAny("endedAtMeeting"), reason: row["endedReason"])
    }
}

extension Ownership {
    /// Its owner is named by a CHECK.
    init(row: Row) {
        self.init(
            owner: row.owner()!, assignedAt: row.instant("assignedAt"),
            partDoneAt: row.instantIfAny("partDoneAt"))
    }
}

extension Due {
    init(row: Row, _ prefix: String) {
        self =
            switch row[prefix + "Kind"] as String {
            case "date": .day(row.day(prefix + "Day"))
            case "meeting": .meeting(row.id(prefix + "Meeting"))
            case "ongoing": .ongoing
            default: .unset
            }
    }

    var kind: String {
        switch self {
        case .day: "date"
        case .meeting: "meeting"
        case .ongoing: "ongoing"
        case .unset: "unset"
        }
    }

    var day: CalendarDay? {
        if case .day(let day) = self { day } else { nil }
    }

    var meeting: Meeting.ID? {
        if case .meeting(let id) = self { id } else { nil }
    }

    fileprivate var fact: String {
        switch self {
        case .day(let day): day.description
        case .meeting(let id): "meeting \(id)"
        case .ongoing, .unset: kind
        }
    }
}

extension ActionUpdate {
    init(row: Row) {
        self.init(
            id: row.id("id"), action: row.id("action"), day: row.day("day"),
            recordedAt: row.instant("recordedAt"),
            by: row.idIfAny("byPerson"), answersFor: row.owner(), text: row["text"], isShared: row["shared"])
    }

    var facts: AuditFacts {
        [
            "action": .number(action.rawValue), "day": .plain(day), "by": .plain(by),
            "answersFor": .owner(answersFor), "text": .text(text, of: by?.rawValue),
            "shared": .flag(isShared),
        ]
    }
}
