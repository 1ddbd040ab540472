import ActionRegister
import Mail
import Reminders
import Scheduling

extension [ForecastLetter] {
    /// The letters as people read them: when, to whom, about what.
    func html(_ caption: String) -> HTML {
        if isEmpty { return "<p>No letter.</p>\n" }
        return .table(
            caption, ["To", "Goes", "About"],
            map { letter in
                let whom: HTML = "<a href=\"\(letter.path)\">\(letter.name)</a>"
                let mailbox: HTML =
                    letter.mailbox.map { "<br><span class=\"quiet\">\($0.addressSpec)</span>" } ?? ""
                return [
                    whom + mailbox, letter.board.html(of: letter.letter.sendAt),
                    "\(letter.letter.kind.rawValue): \(letter.about)",
                ]
            })
    }
}

extension ForecastLetter {
    /// Where the next letter to that recipient is shown in full.
    var path: String {
        switch letter.recipient {
        case .person(let id): "/boards/\(board.slug)/letters/next?person=\(id)"
        case .secretariat: "/boards/\(board.slug)/letters/next"
        }
    }
}
