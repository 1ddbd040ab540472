/// Somebody who sits on boards, owns actions or receives letters.
package struct Person: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Person>

    package let id: ID
    package var name: String
    /// How a letter greets: `Chief Superintendent Achterberg`; without one, the name.
    package var salutation: String?
    /// `nil` means nobody can write to this person: an error shown everywhere.
    package var mailbox: Mailbox?
    package var organisation: Organisation.ID?

    package init(
        id: ID, name: String, salutation: String? = nil, mailbox: Mailbox? = nil,
        organisation: Organisation.ID? = nil
    ) {
        self.id = id
        self.name = name
        self.salutation = salutation
        self.mailbox = mailbox
        self.organisation = organisation
    }
}
