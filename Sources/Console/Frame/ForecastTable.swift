import ActionRegister
import Mail
import Reminders
import Scheduling

extension [ForecastLetter] {
    /// The letters as people read them: when, to whom, about what.
    ///
    /// - Parameters:
    ///   - isLinked: whether names lead to the letters as the register has them: the next
    ///     letter to each recipient can be read in full, those after it depend on it.
    ///   - earlier: letters that go before these.
    func html(_ caption: String, isLinked: Bool = true, after earlier: [ForecastLetter] = []) -> HTML {
        if isEmpty { return "<p>No letter.</p>\n" }
        var seen = Set(earlier.map(\.recipient))
        return .table(
            caption, ["To", "Goes", "About"],
            map { letter in
                let isNext = seen.insert(letter.recipient).inserted
                return [
                    isLinked ? letter.whom(isLinked: isNext) : "\(letter.name)",
                    letter.board.html(of: letter.letter.sendAt),
                    "\(letter.letter.kind.rawValue): \(letter.about)",
                ]
            })
    }
}

extension ForecastLetter {
    /// Of which board the letter is the next to whom.
    fileprivate var recipient: [AnyHashable] { [board.id, letter.recipient] }

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
