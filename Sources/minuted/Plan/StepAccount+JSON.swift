import ActionRegister
import Mail
import Reminders
import Scheduling
import Store

extension StepAccount: JSONRepresentable {
    var json: JSON {
        [
            "rule": rule, "sentence": sentence, "owner": owner, "audience": audience.rawValue, "day": day,
            "anchor": sum?.anchor, "basis": sum?.basis, "given": sum?.given,
            "skipped": (sum?.skipped ?? []).map { ["day": $0.day, "why": $0.why] as JSON },
            "sendAt": sendAt, "expires": expires, "latest": isLatest, "state": state.rawValue,
            "clause": clause, "why": why, "departures": departures, "letters": letters,
            "recipients": reach?.people ?? [], "through": reach?.through?.rawValue,
            "inferred": reach?.isInferred ?? false, "standIns": reach?.standIns ?? [],
            "withoutMailbox": reach?.withoutMailbox ?? [], "problem": reach?.problem,
        ]
    }
}

extension StepAccount.Person: JSONRepresentable {
    var json: JSON { ["name": name, "email": mailbox] }
}

extension StepAccount.Departure: JSONRepresentable {
    var json: JSON {
        ["recipient": to.mailbox, "recipientName": to.name, "at": at, "waitsFor": waitsFor]
    }
}

extension StepAccount.Letter: JSONRepresentable {
    var json: JSON {
        [
            "id": entry, "recipient": to.mailbox, "recipientName": to.name, "state": state.rawValue,
            "late": isLate, "madeAt": madeAt, "settledAt": settledAt, "reply": reply,
            "leftOut": leftOut?.rawValue,
        ]
    }
}

extension StepAccount.Reach.StandIn: JSONRepresentable {
    var json: JSON { ["for": away, "by": deputies] }
}
