import ActionRegister
import Scheduling

extension Board: JSONRepresentable {
    /// The fields of `board add`, and how it stands.
    var json: JSON {
        [
            "slug": slug, "name": name, "timeZone": timeZone, "calendar": calendar, "sendAt": sendAt,
            "hours": sendingHours.description, "gap": gap, "papers": papersDue?.papersDueSentence,
            "referencePattern": referencePattern, "secretariat": secretariat, "from": from,
            "letterText": letterText.rawValue, "moveOffHolidays": movesOffHolidays,
            "allWell": allWell?.description, "state": state.rawValue,
            "active": state == .active, "activatedAt": activatedAt,
        ]
    }
}

extension BoardTexts: JSONRepresentable {
    var json: JSON {
        [
            "signOff": signOff, "phone": phone, "intro": intro, "marking": marking,
            "privacyNotice": privacyNotice,
        ]
    }
}
