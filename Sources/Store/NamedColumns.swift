import ActionRegister
import Foundation
import GRDB

/// The same, by the names of the columns: slower, and easier to read where a row
/// has many.
extension Row {
    func id<Subject>(_ column: String) -> Identifier<Subject> { Identifier(self[column] as Int64) }

    func idIfAny<Subject>(_ column: String) -> Identifier<Subject>? {
        (self[column] as Int64?).map { Identifier($0) }
    }

    func day(_ column: String) -> CalendarDay { CalendarDay(number: self[column]) }

    func dayIfAny(_ column: String) -> CalendarDay? {
        (self[column] as Int32?).map { CalendarDay(number: $0) }
    }

    /// The time of day in a column that is never NULL.
    func time(_ column: String) -> TimeOfDay { TimeOfDay(minutes: self[column])! }

    func timeIfAny(_ column: String) -> TimeOfDay? {
        (self[column] as Int?).flatMap { TimeOfDay(minutes: $0) }
    }

    func instant(_ column: String) -> Date { Date(milliseconds: self[column]) }

    func instantIfAny(_ column: String) -> Date? {
        (self[column] as Int64?).map { Date(milliseconds: $0) }
    }

    /// A word that a CHECK holds to the cases of its type.
    func word<Word: RawRepresentable<String>>(_ column: String) -> Word {
        Word(rawValue: self[column])!
    }

    func mailboxIfAny(_ column: String) -> Mailbox? {
        (self[column] as String?).flatMap { Mailbox($0) }
    }

    /// Who is named by the columns `person` and `organisation`, of which at most one is set.
    func owner() -> Owner? {
        if let person: Person.ID = idIfAny("person") { return .person(person) }
        return idIfAny("organisation").map { .organisation($0) }
    }
}
