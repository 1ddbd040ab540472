import Mail
import Reminders

/// The bare words of a letter, line by line, from either of its parts.
enum Plain {
    /// Without the numbers and dashes that HTML leaves to the reader's program.
    static func lines(ofText letter: Letter) -> [String] {
        letter.text.split(whereSeparator: \.isNewline).map { $0.replacing(#/^(\d+\.|-) /#, with: "") }.map {
            String($0)
        }
    }

    /// Without markup, its entities read.
    static func lines(ofHTML letter: Letter) -> [String] {
        let body = letter.html.description.replacing(#/(?s)^.*<\/head>/#, with: "").replacing(
            #/<[^>]*>/#, with: "\n")
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        let words = entities.reduce(body) { $0.replacing($1.0, with: $1.1) }
        return words.split(whereSeparator: \.isNewline).map { String($0) }
    }
}
