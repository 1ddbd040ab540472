import ActionRegister
import ArgumentParser
import Documents
import Scheduling
import Store

/// `minuted meeting generate`: writes dated meetings; from then on each is a day
/// of its own.
struct MeetingGenerate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Add the meetings of a pattern: \"first monday of mar, jun, sep, dec\".",
        discussion: "Days on which the board meets already are left alone.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("The pattern, in quotes.", valueName: "pattern")) var pattern: String
    @Option(help: .init("The first day.", valueName: "day")) var from: CalendarDay
    @Option(help: .init("The last day.", valueName: "day")) var until: CalendarDay
    @Option(help: .init("When they start.", valueName: "hh:mm")) var at: TimeOfDay?
    @Option(help: "Where they are held.") var place: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let days = try MeetingPattern(parsing: pattern).days(from: from, until: until)
        guard !days.isEmpty else {
            throw Complaint(
                .badInput, "meeting generate", "no such day from \(from) until \(until)", "look at the days")
        }
        let (added, printer) = try options.change { store, told in
            let id = try store.board(board).id
            let taken = Set(try store.meetings(id).filter { $0.state != .cancelled }.compactMap(\.day))
            let meetings = days.filter { !taken.contains($0) }.map {
                Meeting(id: .init(0), board: id, day: $0, time: at, place: place)
            }
            return (try store.addMeetings(meetings, told: told), try MeetingRows(store))
        }
        let left = days.count - added.count
        options.output.show(
            .array(added.map(printer.json)),
            added.map { printer.row($0.meeting) }
                .map { "\($0.words): added, papers due \($0.papersDue ?? "-")\n" }.joined()
                + (left > 0 ? "\(left) of the days had a meeting already\n" : ""))
        added.noteDue(verb: "meeting generate")
        added.noteOddDays(printer, verb: "meeting generate")
    }
}
