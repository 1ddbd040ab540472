package import ActionRegister
package import Foundation
package import Scheduling
package import Store

/// What would be written if nobody touched the register any more.
package struct Prospect: Sendable {
    private let store: Store
    private let told: Told

    package init(store: Store, told: Told) { (self.store, self.told) = (store, told) }

    /// The letters of several boards until a range ends, in the order in which
    /// they go; `supposition` is made of each of them first.
    ///
    /// - Parameter end: the last instant, by each board's own calendar.
    package func letters(
        of boards: [Board], from: Date? = nil, until end: @Sendable (WorkingCalendar) -> Date,
        supposing supposition: Supposition = .nothing
    ) throws -> [ForecastLetter] {
        let people = Dictionary(uniqueKeysWithValues: try store.people().map { ($0.id, $0) })
        return try boards.flatMap { board in
            let letters = try letters(of: board, from, end, supposition)
            let references = try store.references(of: letters.flatMap { $0.steps.compactMap(\.key.action) })
            return letters.map { letter($0, of: board, people, references) }
        }.sorted { ($0.letter.sendAt, $0.board.id, $0.name) < ($1.letter.sendAt, $1.board.id, $1.name) }
    }

    private func letters(
        of board: Board, _ from: Date?, _ end: @Sendable (WorkingCalendar) -> Date, _ supposition: Supposition
    ) throws -> [PlannedLetter] {
        try store.supposing(supposition, of: board.id, told: told) { reading in
            var live: [LiveAction] = []
            try reading.forEachLiveAction { live.append($0) }
            return Forecast.letters(
                schedules: [(reading.schedule, live)], from: from ?? told.now,
                until: end(reading.schedule.calendar))
        }
    }

    private func letter(
        _ letter: PlannedLetter, of board: Board, _ people: [Person.ID: Person],
        _ references: [Action.ID: String]
    ) -> ForecastLetter {
        switch letter.recipient {
        case .person(let id):
            ForecastLetter(
                letter: letter, board: board, mailbox: people[id]?.mailbox, name: people[id]?.name ?? "?",
                references: references)
        case .secretariat:
            ForecastLetter(
                letter: letter, board: board, mailbox: board.secretariat, name: "\(board.name) secretariat",
                references: references)
        }
    }
}
