import ActionRegister
package import Store

/// What people and organisations are called, for sentences about them.
package struct RegisterNames: Sendable {
    private let people: [Person.ID: String]
    private let organisations: [Organisation.ID: String]

    package init(_ store: Store) throws {
        people = Dictionary(uniqueKeysWithValues: try store.people().map { ($0.id, $0.name) })
        organisations = Dictionary(uniqueKeysWithValues: try store.organisations().map { ($0.id, $0.name) })
    }

    /// Whether the person is still there, and can be given a mailbox.
    func knows(_ person: Person.ID) -> Bool { people[person] != nil }

    func name(of person: Person.ID) -> String { people[person] ?? "somebody who was erased" }

    func name(of owner: Owner) -> String {
        switch owner {
        case .person(let id): name(of: id)
        case .organisation(let id): organisations[id] ?? "organisation \(id)"
        }
    }
}

extension String {
    /// As a shell takes it for one word.
    package var quoted: String {
        let isPlain =
            !isEmpty
            && unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789-_.@".unicodeScalars.contains($0)
            }
        return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
    }
}
