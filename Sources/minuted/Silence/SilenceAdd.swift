import ActionRegister
import ArgumentParser
import Foundation
import Scheduling
import Store

/// `minuted silence add`: a step whose day falls in it is never owed afterwards.
struct SilenceAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Leave a board, an owner or an action alone for some days.",
        discussion: "Every part that is named must match; a silence that names none is for all.")

    @Option(help: .init("The first day; today without it.", valueName: "day")) var from: CalendarDay?
    @Option(help: .init("The last day.", valueName: "day")) var until: CalendarDay?
    @Option(help: "Why.") var reason: String?
    @Option(help: .init("Only this board's letters.", valueName: "slug")) var board: String?
    @Option(help: .init("Only about this owner.", valueName: "who")) var owner: String?
    @Option(help: .init("Only about this action; needs --board.", valueName: "ref")) var action: String?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if action != nil, board == nil {
            throw ValidationError("--action needs --board, for references are a board's own")
        }
    }

    func run() throws {
        let (until, reason) = try end()
        let (json, isIdle) = try options.change { store, told in
            let board = try board.map { try store.board($0) }
            let directory = try Directory(store)
            let record = try action.map { try store.action(board!.id, $0, at: told.now) }
            let silence = Silence(
                id: .init(0), board: board?.id, owner: try owner.map(directory.owner),
                action: record?.action.id,
                from: try from ?? today(store, board), until: until, reason: reason)
            let json = try store.addSilence(silence, told: told).json(
                directory, reference: record?.action.reference)
            return (json, try owesNothing(silence, store, told))
        }
        options.output.show(json, json.lines)
        if isIdle {
            options.output.say(
                "\(owner ?? "it") owns no open action here; letters for an organisation go on to whoever sits for it: silence the organisation, or minuted absence add"
            )
        }
    }

    /// Whether it names an owner who has nothing to be written about: an organisation
    /// that the person sits for is the owner, more likely than not.
    private func owesNothing(_ silence: Silence, _ store: Store, _ told: Told) throws -> Bool {
        guard let owner = silence.owner, silence.action == nil else { return false }
        var count = 0
        try store.forEachAction(ActionFilter(board: silence.board, owner: owner), at: told.now) {
            if $0.action.status.isLive { count += 1 }
        }
        return count == 0
    }

    /// A silence that nobody ends is a gap that nobody notices, so neither of the
    /// two may be missing.
    private func end() throws -> (until: CalendarDay, reason: String) {
        guard let until else {
            throw Complaint(
                .badInput, "silence add", "a silence needs an end", "name its last day by --until DAY")
        }
        guard let reason else {
            throw Complaint(
                .badInput, "silence add", "a silence needs a reason", "say why by --reason, for all to read")
        }
        return (until, reason)
    }

    /// On the board's clock; without a board on this machine's.
    private func today(_ store: Store, _ board: Board?) throws -> CalendarDay {
        if let board { return try store.workingCalendar(board).day(of: options.time) }
        return WorkingCalendar(HolidayCalendar.shipped(named: "none")!, timeZone: .current).day(
            of: options.time)
    }
}
