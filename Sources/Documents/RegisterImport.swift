package import ActionRegister
package import Foundation

/// A file to be taken into a register, judged as a whole.
///
/// Nothing is written here: every row is resolved against the snapshot, and the
/// outcome is a batch that the store writes in one transaction. A file with one
/// bad row gives no batch; all its bad rows are reported together.
package struct RegisterImport: Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case actions, people, organisations, meetings
    }

    package struct Outcome: Hashable, Sendable {
        package var batch: RegisterBatch
        package var difference: ImportDifference
    }

    /// The name that errors give the file.
    package var file: String
    package var contents: Data
    package var register: RegisterSnapshot
    package var now: Date
    /// The board of an action log; for people and meetings, that of rows which
    /// name none.
    package var board: Board?
    /// Headings whose columns are left out.
    package var ignored: [String] = []
    /// Whether owners nobody knows are added: see `OwnerCell`.
    package var createsOwners = false

    package init(
        file: String, contents: Data, into register: RegisterSnapshot, at now: Date, board: Board? = nil
    ) {
        self.file = file
        self.contents = contents
        self.register = register
        self.now = now
        self.board = board
    }

    package func outcome(of kind: Kind) throws(InputRefusal) -> Outcome {
        switch kind {
        case .actions: try actions()
        case .people: try people()
        case .organisations: try organisations()
        case .meetings: try meetings()
        }
    }

    func table<Column>() throws(InputRefusal) -> ImportTable<Column> {
        let document = try CSVDocument(contents, file: file)
        return try ImportTable(document, file: file, ignoring: ignored)
    }
}

/// The clock on a board's wall at one instant.
struct WallClock: Hashable {
    let day: CalendarDay
    let time: TimeOfDay

    init(_ now: Date, in timeZone: String) {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let seconds = Int(now.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: now)
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        day = CalendarDay(number: Int32(clamping: days))
        time = TimeOfDay(minutes: (seconds - days * 86_400) / 60)!
    }

    init(_ now: Date, of board: Board) { self.init(now, in: board.timeZone) }

    /// Whether something on `day` at `time` lies ahead.
    func isBefore(_ day: CalendarDay, at time: TimeOfDay) -> Bool {
        (self.day, self.time) < (day, time)
    }
}
