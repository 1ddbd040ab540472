import ActionRegister
import Foundation
import GRDB

extension Date {
    /// As the tables keep an instant: milliseconds since 1970.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: TimeInterval(milliseconds) / 1000) }
}

extension Row {
    /// The instant in a column that is never NULL.
    func instant(_ column: Int) -> Date { Date(milliseconds: self[column]) }

    func instantIfAny(_ column: Int) -> Date? { (self[column] as Int64?).map(Date.init(milliseconds:)) }

    /// The day in a column that is never NULL.
    func day(_ column: Int) -> CalendarDay { CalendarDay(number: self[column]) }

    func dayIfAny(_ column: Int) -> CalendarDay? { (self[column] as Int32?).map(CalendarDay.init(number:)) }

    /// The owner in two neighbouring columns, a person's and an organisation's, of
    /// which one is NULL or 0; `nil` where both are.
    func owner(_ column: Int) -> Owner? {
        if let person = self[column] as Int64?, person != 0 { return .person(Person.ID(person)) }
        if let organisation = self[column + 1] as Int64?, organisation != 0 {
            return .organisation(Organisation.ID(organisation))
        }
        return nil
    }
}

extension Owner {
    var personColumn: Int64? {
        if case .person(let id) = self { id.rawValue } else { nil }
    }

    var organisationColumn: Int64? {
        if case .organisation(let id) = self { id.rawValue } else { nil }
    }
}
