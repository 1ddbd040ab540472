import ActionRegister

/// Who can own an action, by every name they go by.
struct OwnerDirectory {
    private var organisations: [Organisation.ID: Organisation] = [:]
    private var people: [Person.ID: Person] = [:]
    private var organisationsByName: [FoldedName: Organisation.ID] = [:]
    private var peopleByName: [FoldedName: [Person.ID]] = [:]
    private var peopleByMailbox: [String: [Person.ID]] = [:]
    private var affiliations: [Person.ID: Set<Organisation.ID>] = [:]
    private var names: [String] = []

    init(_ register: RegisterSnapshot) {
        register.organisations.forEach { insert($0) }
        register.people.forEach { insert($0) }
        for seat in register.seats {
            if let organisation = seat.organisation {
                affiliations[seat.person, default: []].insert(organisation)
            }
        }
    }

    mutating func insert(_ organisation: Organisation) {
        organisations[organisation.id] = organisation
        for name in [organisation.name] + organisation.aliases where !FoldedName(name).isEmpty {
            organisationsByName[FoldedName(name)] = organisation.id
        }
        names += [organisation.name] + organisation.aliases
    }

    mutating func insert(_ person: Person) {
        people[person.id] = person
        let name = FoldedName(person.name)
        if !name.isEmpty { peopleByName[name, default: []].append(person.id) }
        if let mailbox = person.mailbox {
            peopleByMailbox[mailbox.addressSpec.lowercased(), default: []].append(person.id)
        }
        if let organisation = person.organisation {
            affiliations[person.id, default: []].insert(organisation)
        }
        names.append(person.name)
    }

    // MARK: - Looking up

    func organisation(named name: String) -> Organisation.ID? { organisationsByName[FoldedName(name)] }

    func people(named name: String) -> [Person] {
        peopleByName[FoldedName(name), default: []].compactMap { people[$0] }
    }

    func people(at mailbox: String) -> [Person] {
        peopleByMailbox[mailbox.lowercased(), default: []].compactMap { people[$0] }
    }

    /// Those of one name who are of the organisation, or sit for it anywhere.
    func people(named name: String, of organisation: Organisation.ID) -> [Person] {
        people(named: name).filter { affiliations[$0.id, default: []].contains(organisation) }
    }

    func organisation(_ id: Organisation.ID) -> Organisation? { organisations[id] }

    func name(_ id: Organisation.ID) -> String { organisations[id]?.name ?? "organisation \(id)" }

    func name(_ owner: Owner) -> String {
        switch owner {
        case .organisation(let id): name(id)
        case .person(let id): people[id]?.name ?? "person \(id)"
        }
    }

    /// `Zofia Kowalczyk (WRC)`: what tells a person from others of the name.
    func label(_ person: Person) -> String {
        let organisation = person.organisation ?? affiliations[person.id, default: []].min()
        return person.name + (organisation.map { " (\(name($0)))" } ?? "")
    }

    var nearestNames: NearestNames { NearestNames(names) }
}
