import ActionRegister
import Foundation
import Testing

@testable import Scheduling

/// Who wants no reminders: what asks before a day, or on it, and nothing else.
@Suite struct RefusalTests {
    @Test(arguments: [
        ("14 days before the meeting", true), ("on the due date", true),
        ("2 weeks before the due date", true),
        ("5 working days before the meeting to the deputy", true), ("when assigned", false),
        ("when the meeting moves", false), ("every 5 working days while overdue", false),
        ("10 working days after the due date", false),
        ("2 working days before the meeting to the chair", false),
        ("2 working days before the meeting to the secretariat", false),
    ])
    func onlyWhatAsksAheadCanBeDoneWithout(sentence: String, isReminder: Bool) throws {
        #expect(try RuleSentence(parsing: sentence).isReminder == isReminder)
    }
}
