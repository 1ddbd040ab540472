/// What is in a register at one moment, for resolving names and merging files
/// outside the store.
package struct RegisterSnapshot: Hashable, Sendable {
    package var boards: [Board]
    package var organisations: [Organisation]
    package var people: [Person]
    package var seats: [Seat]
    package var meetings: [Meeting]
    /// The actions of the board that was asked for, in the order they were added;
    /// empty where none was.
    package var actions: [Action]
    /// The updates of those actions, oldest first.
    package var updates: [ActionUpdate]
    /// What the last import said of each of those actions that a file has named.
    package var imported: [Action.ID: ImportedRow]

    package init(
        boards: [Board] = [], organisations: [Organisation] = [], people: [Person] = [], seats: [Seat] = [],
        meetings: [Meeting] = [], actions: [Action] = [], updates: [ActionUpdate] = [],
        imported: [Action.ID: ImportedRow] = [:]
    ) {
        self.boards = boards
        self.organisations = organisations
        self.people = people
        self.seats = seats
        self.meetings = meetings
        self.actions = actions
        self.updates = updates
        self.imported = imported
    }
}
