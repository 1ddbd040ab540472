package import ActionRegister
package import Foundation

/// Who asks for a change, and when: every change is told, and the audit keeps it.
package struct Told: Hashable, Sendable {
    /// The console's user, `SUDO_USER`, or who `--as` names.
    package var actor: String
    /// The time to decide by and to record.
    package var now: Date
    /// What the clock says, where `now` was given by hand.
    package var realTime: Date
    /// Who that is in the register, where it is somebody there: erasing the person
    /// erases the name here too.
    package var person: Person.ID?

    package init(by actor: String, at now: Date, realTime: Date? = nil, person: Person.ID? = nil) {
        self.actor = actor
        self.person = person
        self.now = now
        self.realTime = realTime ?? now
    }
}

/// What a change or an error is about.
package enum Subject: String, Hashable, Sendable, CaseIterable {
    case board, rule, person, organisation, seat, absence, meeting, action, update, silence, calendar
    case letter, relay, database
}
