import ActionRegister

/// Whom one name in an owner cell means.
enum OwnerMatch: Hashable {
    case owner(Owner)
    /// Two or more people of one name.
    case several([Person])
    case personAndOrganisation
    /// The person is known, and not at the organisation named.
    case elsewhere(Person, organisation: String)
    /// `Name - ORG`, with nobody of that name anywhere.
    case unknownAt(name: String, organisation: String)
    case unknown

    init(_ text: String, in directory: OwnerDirectory) {
        self = Self.whole(text, directory) ?? Self.parted(text, directory) ?? .unknown
    }

    private static func whole(_ text: String, _ directory: OwnerDirectory) -> OwnerMatch? {
        let people = directory.people(named: text) + directory.people(at: text)
        guard let organisation = directory.organisation(named: text) else { return one(of: people) }
        return people.isEmpty ? .owner(.organisation(organisation)) : .personAndOrganisation
    }

    private static func one(of people: [Person]) -> OwnerMatch? {
        guard let first = people.first else { return nil }
        return people.count == 1 ? .owner(.person(first.id)) : .several(people)
    }

    /// `Name - ORG` or `Name (ORG)`, and the other way round where only that
    /// gives a known person.
    private static func parted(_ text: String, _ directory: OwnerDirectory) -> OwnerMatch? {
        guard let (name, organisation) = parts(of: text) else { return nil }
        if let known = known(name, at: organisation, directory) ?? known(organisation, at: name, directory) {
            return known
        }
        if let person = directory.people(named: name).first {
            return .elsewhere(person, organisation: organisation)
        }
        return .unknownAt(name: name, organisation: organisation)
    }

    private static func known(
        _ name: String, at organisation: String, _ directory: OwnerDirectory
    ) -> OwnerMatch? {
        directory.organisation(named: organisation).flatMap { one(of: directory.people(named: name, of: $0)) }
    }

    private static func parts(of text: String) -> (name: String, organisation: String)? {
        if text.hasSuffix(")"), let open = text.lastIndex(of: "(") {
            return named(text[..<open], text[text.index(after: open)...].dropLast())
        }
        for dash in [" - ", " – ", " — "] {
            if let range = text.ranges(of: dash).last {
                return named(text[..<range.lowerBound], text[range.upperBound...])
            }
        }
        return nil
    }

    private static func named(_ name: Substring, _ organisation: Substring) -> (String, String)? {
        let pair = (String(name).tidied, String(organisation).tidied)
        return FoldedName(pair.0).isEmpty || FoldedName(pair.1).isEmpty ? nil : pair
    }
}

/// Tells a person's name from an organisation's, where nothing else does.
///
/// Two to four words, each with a capital and none of them in capitals alone,
/// titles and initials aside, and none that organisations are called by. It is a
/// guess, which a dry run shows; `Name - ORG` leaves nothing to guess.
enum PersonalName {
    static func isLikely(_ text: String) -> Bool {
        let words = text.split(separator: " ").map(String.init).drop { titles.contains(FoldedName($0).text) }
        return (2...4).contains(words.count) && words.allSatisfy(isLikelyWord)
    }

    private static func isLikelyWord(_ word: String) -> Bool {
        let letters = word.filter { !"-'’.".contains($0) }
        let isInitial = letters.count == 1
        return letters.first?.isUppercase == true && letters.allSatisfy(\.isLetter)
            && (isInitial || letters.contains(where: \.isLowercase))
            && !organisational.contains(FoldedName(word).text)
    }

    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "hhj",
        "cllr",
        "councillor", "judge", "rev", "revd", "dci", "dcs", "dsu", "supt", "ch", "cdr", "commander", "det",
    ]

    private static let organisational: Set<String> = [
        "agency", "alliance", "ambulance", "association", "authority", "board", "borough", "brigade",
        "centre", "charity", "city",
        "coalition",
        "college", "commission", "commissioner", "committee", "community", "company", "council", "councils",
        "court",
        "courts", "department", "directorate", "england", "fire", "foundation", "forum", "fund", "government",
        "group", "health",
        "hospital", "hub", "institute", "justice", "limited", "ltd", "members", "ministry", "network",
        "office",
        "parliament", "partners", "partnership", "police", "prison", "probation", "programme", "project",
        "rescue", "safety",
        "school", "secretariat", "service", "services", "society", "support", "team", "transport", "trust",
        "union",
        "unit", "university", "victim", "victims", "women", "youth",
    ]
}
