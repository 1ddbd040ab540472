import ActionRegister
import Mail
import Reminders
import Scheduling
import Store

extension [ForecastLetter] {
    /// The letters of one board as people read them: when, to whom, about what.
    ///
    /// - Parameters:
    ///   - isLinked: whether names lead to the letters as the register has them: the next
    ///     letter to each recipient can be read in full, those after it depend on it.
    ///   - earlier: letters that go before these.
    func html(_ caption: String, isLinked: Bool = true, after earlier: [ForecastLetter] = []) -> HTML {
        if isEmpty { return "<p>No letter.</p>\n" }
        var seen = Set(earlier.map(\.letter.recipient))
        return .table(
            caption, ["To", "Goes", "About"],
            map { letter in
                let isNext = seen.insert(letter.letter.recipient).inserted
                return [
                    isLinked ? letter.whom(isLinked: isNext) : "\(letter.name)",
                    letter.board.html(of: letter.letter.sendAt),
                    "\(letter.letter.kind.rawValue): \(letter.about)",
                ]
            })
    }
}

extension ForecastLetter {
    /// The recipient, with the way to the letter in full where it is the next to them.
    func whom(isLinked: Bool = true) -> HTML {
        let mailbox: HTML =
            mailbox.map { "<br><span class=\"quiet\">\($0.addressSpec)</span>" } ?? ""
        return (isLinked ? "<a href=\"\(path)\">\(name)</a>" : "\(name)") + mailbox
    }

    /// Where the next letter to that recipient is shown in full.
    var path: String {
        switch letter.recipient {
        case .person(let id): "/boards/\(board.slug)/letters/next?person=\(id)"
        case .secretariat: "/boards/\(board.slug)/letters/next"
        }
    }
}

extension Recipient {
    /// `nil` for the secretariat's own mailbox.
    var person: Person.ID? {
        if case .person(let id) = self { id } else { nil }
    }
}

extension Visit {
    /// What recipients of letters are called, by name.
    func names(of recipients: Set<Recipient>) throws -> [(recipient: Recipient, name: String)] {
        let names = try store.names(of: recipients.compactMap(\.person).map(Owner.person))
        return recipients.map { recipient in
            (recipient, recipient.person.map { names.name(.person($0)) } ?? "the secretariat")
        }.sorted { $0.name < $1.name }
    }
}
