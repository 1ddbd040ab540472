/// What a file brings to a register, resolved against a snapshot of it: written
/// as a whole or not at all.
///
/// A value whose number is new (`Identifier.new`) is added, and the batch's other
/// values name it by that number until the store has given it a real one; any
/// other replaces the one that has its number.
package struct RegisterBatch: Hashable, Sendable {
    package var organisations: [Organisation] = []
    package var people: [Person] = []
    package var seats: [Seat] = []
    package var meetings: [Meeting] = []
    /// A new action without a reference is given the next of its board. The store
    /// counts a changed due as a revision, and keeps since when an owner who
    /// stays has been assigned.
    package var actions: [Action] = []
    /// Always new.
    package var updates: [ActionUpdate] = []
    /// The cells of every row of an action log, kept as `ImportedRow(cells:of:)`
    /// of the action as it then stands, also where nothing else changes.
    package var cells: [Action.ID: [String: String]] = [:]

    package init() {}

    package var isEmpty: Bool { self == RegisterBatch() }
}
