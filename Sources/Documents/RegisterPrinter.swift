package import ActionRegister

/// Turns the register's numbers into the words that rows and exports carry.
///
/// Made once for many rows: it looks people and organisations up by number.
package struct RegisterPrinter {
    private let boards: [Board.ID: Board]
    private let organisations: [Organisation.ID: Organisation]
    private let people: [Person.ID: Person]
    private let sharedNames: Set<FoldedName>
    private let mailbox: (Owner, Board.ID) -> Mailbox?

    /// - Parameter mailbox: The first mailbox that stands for an owner on a board
    ///   today; the seats decide it for an organisation.
    package init(_ register: RegisterSnapshot, mailbox: @escaping (Owner, Board.ID) -> Mailbox?) {
        boards = Dictionary(uniqueKeysWithValues: register.boards.map { ($0.id, $0) })
        organisations = Dictionary(uniqueKeysWithValues: register.organisations.map { ($0.id, $0) })
        people = Dictionary(uniqueKeysWithValues: register.people.map { ($0.id, $0) })
        let names = Dictionary(grouping: register.people, by: { FoldedName($0.name) })
        sharedNames = Set(names.filter { $0.value.count > 1 }.keys)
        self.mailbox = mailbox
    }

    package func row(_ record: ActionRecord) -> ActionRow {
        let action = record.action
        let owners = action.owners.map { ownerRow($0, on: action.board) }
        return ActionRow(
            board: slug(action.board), reference: action.reference, text: action.text, item: action.item,
            owners: owners, lead: owners.first?.name, raisedAt: action.raisedAt?.description,
            due: .init(action.due, day: record.dueDay),
            originalDue: .init(action.originalDue, day: record.originalDueDay), revisions: action.revisions,
            status: action.status.rawValue, released: action.releasedAt != nil,
            restricted: action.isRestricted,
            standing: action.isStanding, overdueDays: record.overdueDays,
            updates: record.updates.map(updateRow),
            closedAt: action.closure?.day.description)
    }

    /// - Parameter papersDue: The deadline in force.
    package func row(_ meeting: Meeting, papersDue: CalendarDay?) -> MeetingRow {
        MeetingRow(
            board: slug(meeting.board), day: meeting.day?.description, month: meeting.month,
            time: meeting.time?.description, papersDue: papersDue?.description, place: meeting.place,
            state: meeting.state.rawValue)
    }

    package func name(_ owner: Owner) -> String {
        switch owner {
        case .organisation(let id): organisations[id]?.name ?? "organisation \(id)"
        case .person(let id): people[id]?.name ?? "person \(id)"
        }
    }

    /// The name as an import finds it again: with the organisation where several
    /// people share it, or the mailbox where there is none.
    func importName(_ owner: Owner) -> String {
        guard case .person(let id) = owner, let person = people[id],
            sharedNames.contains(FoldedName(person.name))
        else { return name(owner) }
        if let organisation = person.organisation {
            return "\(person.name) (\(name(.organisation(organisation))))"
        }
        return person.mailbox?.addressSpec ?? person.name
    }

    private func slug(_ board: Board.ID) -> String { boards[board]?.slug ?? "board \(board)" }

    private func ownerRow(_ ownership: Ownership, on board: Board.ID) -> ActionRow.OwnerRow {
        let owner = ownership.owner
        let organisation: String? =
            switch owner {
            case .organisation: name(owner)
            case .person(let id): people[id]?.organisation.map { name(.organisation($0)) }
            }
        return .init(
            name: name(owner), organisation: organisation, email: mailbox(owner, board)?.addressSpec,
            partDone: ownership.partDoneAt != nil)
    }

    private func updateRow(_ update: ActionUpdate) -> ActionRow.UpdateRow {
        let author = update.by.map { .person($0) } ?? update.answersFor
        return .init(at: update.day.description, by: author.map(name), text: update.text)
    }
}
