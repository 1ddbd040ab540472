/// A body that owns actions through whoever sits for it today: `MPS`.
package struct Organisation: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Organisation>

    package let id: ID
    package var name: String
    /// Other names that mean it in imported files; no two organisations share one.
    package var aliases: [String]

    package init(id: ID, name: String, aliases: [String] = []) {
        self.id = id
        self.name = name
        self.aliases = aliases
    }

    /// All that it is called.
    package var names: [String] { [name] + aliases }
}
