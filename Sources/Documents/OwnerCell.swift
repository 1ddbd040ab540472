import ActionRegister

/// The owners that one cell names.
///
/// The cell is matched whole, then split at `/`, `;` and line ends; a part is a
/// person's or an organisation's name, `Name - ORG`, `Name (ORG)`, or the
/// address of a person. With `--create-owners` a new name becomes a person where
/// the cell says so (`Name - ORG`) or where it reads like one's, and otherwise
/// an organisation: see `PersonalName`.
struct OwnerCell {
    let place: InputPlace
    let createsOwners: Bool
    /// Whether errors offer `--create-owners`.
    var mayCreate = true

    /// `nil` where something in the cell could not be resolved; the draft then
    /// holds the problems.
    func owners(_ text: String, _ draft: inout ImportDraft) -> [Owner]? {
        let parts = text.split { $0 == "/" || $0 == ";" || $0.isNewline }.map { String($0).tidied }
            .filter { !$0.isEmpty }
        guard !parts.isEmpty else {
            draft.problems.add(
                at: place, "the action has no owner", advice: "name a person or an organisation, or several")
            return nil
        }
        if case .owner(let owner) = OwnerMatch(text.tidied, in: draft.directory) { return [owner] }
        let owners = parts.map { self.owner($0, &draft) }
        guard owners.allSatisfy({ $0 != nil }) else { return nil }
        var seen: Set<Owner> = []
        return owners.compactMap(\.self).filter { seen.insert($0).inserted }
    }

    private func owner(_ part: String, _ draft: inout ImportDraft) -> Owner? {
        switch OwnerMatch(part, in: draft.directory) {
        case .owner(let owner): return owner
        case .several(let people): refuseSeveral(part, people, &draft)
        case .personAndOrganisation: refuseBoth(part, &draft)
        case .elsewhere(let person, let organisation): refuseElsewhere(person, organisation, &draft)
        case .unknownAt(let name, let organisation):
            if createsOwners { return create(name, at: organisation, &draft) }
            refuseUnknown(name, at: organisation, part, &draft)
        case .unknown:
            if createsOwners { return create(part, &draft) }
            refuseUnknown(part, &draft)
        }
        return nil
    }

    // MARK: - Creating

    private func create(_ name: String, at organisation: String, _ draft: inout ImportDraft) -> Owner {
        let id = draft.directory.organisation(named: organisation) ?? draft.add(organisation: organisation)
        return .person(draft.add(person: name, organisation: id))
    }

    private func create(_ name: String, _ draft: inout ImportDraft) -> Owner {
        PersonalName.isLikely(name)
            ? .person(draft.add(person: name, organisation: nil))
            : .organisation(draft.add(organisation: name))
    }

    // MARK: - Refusing

    private func refuseSeveral(_ part: String, _ people: [Person], _ draft: inout ImportDraft) {
        let labels = people.map { draft.directory.label($0) }
        let addresses = people.compactMap(\.mailbox?.addressSpec)
        let telling = Set(labels).count == labels.count ? labels : addresses
        draft.problems.add(
            at: place, "\(people.count) people are called \(part.quoted)",
            advice: telling.isEmpty
                ? "give each of them a mailbox and write that" : "write \(telling.listed("or"))")
    }

    private func refuseBoth(_ part: String, _ draft: inout ImportDraft) {
        draft.problems.add(
            at: place, "\(part.quoted) is both a person and an organisation",
            advice: "write the person as Name - ORG, or the organisation by another of its names")
    }

    private func refuseElsewhere(_ person: Person, _ organisation: String, _ draft: inout ImportDraft) {
        let known = draft.directory.label(person)
        draft.problems.add(
            at: place, "\(person.name.quoted) is not known at \(organisation.quoted)",
            advice:
                "write \(known) if that is who is meant; otherwise add the other one by minuted person add")
    }

    private func refuseUnknown(
        _ name: String, at organisation: String, _ part: String, _ draft: inout ImportDraft
    ) {
        let isKnown = draft.directory.organisation(named: organisation) != nil
        let what =
            isKnown
            ? "nobody called \(name.quoted) is known at \(organisation.quoted)"
            : "neither \(name.quoted) nor \(organisation.quoted) is known"
        let near =
            draft.nearest(to: name) + (isKnown ? [] : draft.nearest(to: organisation))
        draft.problems.add(at: place, what, advice: advice(near))
    }

    private func refuseUnknown(_ part: String, _ draft: inout ImportDraft) {
        draft.problems.add(
            at: place, "nobody called \(part.quoted) is known",
            advice: isListOfKnown(part, draft.directory)
                ? "put / or ; between several owners" : advice(draft.nearest(to: part)))
    }

    private func advice(_ near: [String]) -> String {
        guard mayCreate else {
            return near.isEmpty
                ? "add them by minuted person add or minuted organisation add"
                : "did you mean \(near.map(\.quoted).listed("or"))?"
        }
        return near.isEmpty
            ? "add the owner first, or accept new names with --create-owners"
            : "did you mean \(near.listed("or"))? If not, accept new names with --create-owners"
    }

    /// Whether it names known owners with commas or "and" between them, which
    /// separate nothing: they stand in names too.
    private func isListOfKnown(_ part: String, _ directory: OwnerDirectory) -> Bool {
        let names = part.replacing(" and ", with: ",").replacing("&", with: ",").replacing("+", with: ",")
            .split(separator: ",")
        return names.count > 1
            && names.allSatisfy {
                if case .owner = OwnerMatch(String($0).tidied, in: directory) { true } else { false }
            }
    }
}
