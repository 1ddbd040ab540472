import ActionRegister
import ArgumentParser
import Scheduling

extension CalendarDay: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension TimeOfDay: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension SendingHours: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Mailbox: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Board.LetterText: ExpressibleByArgument {}
extension Seat.Role: ExpressibleByArgument {}
extension Action.Status: ExpressibleByArgument {}

/// `yes` or `no`.
enum YesNo: String, ExpressibleByArgument, CaseIterable {
    case yes, no

    var isYes: Bool { self == .yes }
}

extension String {
    /// The sentence of a rule or a papers deadline: several words in quotes.
    var rule: RuleSentence {
        get throws { try RuleSentence(parsing: self) }
    }
}
