import ActionRegister
import ArgumentParser
import Scheduling

/// What can be said of a board when it is added, and changed afterwards.
struct BoardHabits: ParsableArguments {
    @Option(help: .init("The zone of its clock: Europe/London.", valueName: "zone")) var timeZone: String?
    @Option(
        help: .init(
            "Its holidays: england-and-wales, scotland, northern-ireland, none, or one that was installed.",
            valueName: "name"))
    var calendar: String?
    @Option(help: .init("When planned letters go.", valueName: "hh:mm")) var sendAt: TimeOfDay?
    @Option(help: .init("When all other letters go, on working days.", valueName: "hh:mm-hh:mm")) var hours:
        SendingHours?
    @Option(help: .init("Working days between two letters to one person, at least.", valueName: "number"))
    var gap: Int?
    @Option(
        help: .init(
            "When papers are due: \"5 clear working days before the meeting\", or none.",
            valueName: "sentence"))
    var papers: String?
    @Option(help: .init("How actions are numbered: VAWG-{nnn}, A-{yy}-{nnn}, {n}.", valueName: "pattern"))
    var referencePattern: String?
    @Option(help: .init("The secretariat's mailbox, or none.", valueName: "mailbox")) var secretariat:
        Clearable<Mailbox>?
    @Option(
        help: .init(
            "The day of a weekly letter to the secretariat that all is well: monday to friday, or off.",
            valueName: "weekday"))
    var allWell: AllWellDay?
    @Option(help: .init("The address in From, or none for the configured one.", valueName: "mailbox"))
    var from: Clearable<Mailbox>?
    @Option(help: "Whether letters print actions' texts: full or reference-only.") var letterText:
        Board.LetterText?
    @Option(help: "Whether steps move off days that are not worked: yes or no.") var moveOffHolidays: YesNo?

    func validate() throws {
        if let gap, !(0...60).contains(gap) { throw ValidationError("--gap \(gap) is not between 0 and 60") }
    }

    func apply(to board: inout Board) throws {
        if let timeZone { board.timeZone = timeZone }
        if let calendar { board.calendar = calendar }
        if let sendAt { board.sendAt = sendAt }
        if let hours { board.sendingHours = hours }
        if let gap { board.gap = gap }
        if let papers { board.papersDue = papers == "none" ? nil : try DayOffset(papersDue: papers) }
        if let referencePattern { board.referencePattern = referencePattern }
        if let secretariat { board.secretariat = secretariat.value }
        if let allWell { board.allWell = allWell.weekday }
        if let from { board.from = from.value }
        if let letterText { board.letterText = letterText }
        if let moveOffHolidays { board.movesOffHolidays = moveOffHolidays.isYes }
    }
}
