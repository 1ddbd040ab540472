import ActionRegister
import Mail
import Reminders
import Scheduling

extension [ForecastLetter] {
    /// The letters as people read them: when, to whom, about what.
    ///
    /// - Parameter isLinked: whether the names lead to the letters as the register has them.
    func html(_ caption: String, isLinked: Bool = true) -> HTML {
        if isEmpty { return "<p>No letter.</p>\n" }
        return .table(
            caption, ["To", "Goes", "About"],
            map { letter in
                return [
                    isLinked ? letter.whom : "\(letter.name)", letter.board.html(of: letter.letter.sendAt),
                    "\(letter.letter.kind.rawValue): \(letter.about)",
                ]
            })
    }
}

extension ForecastLetter {
    /// The recipient, with the way to the letter in full.
    var whom: HTML {
        let mailbox: HTML =
            mailbox.map { "<br><span class=\"quiet\">\($0.addressSpec)</span>" } ?? ""
        return "<a href=\"\(path)\">\(name)</a>" + mailbox
    }

    /// Where the next letter to that recipient is shown in full.
    var path: String {
        switch letter.recipient {
        case .person(let id): "/boards/\(board.slug)/letters/next?person=\(id)"
        case .secretariat: "/boards/\(board.slug)/letters/next"
        }
    }
}
