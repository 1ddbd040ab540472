/// What one letter says, in plain sentences, before it is text or HTML.
///
/// Both parts of the message are made from this value, so they cannot say
/// different things.
package struct Letter: Hashable, Sendable {
    package var subject: String
    package var blocks: [Block]

    package init(subject: String, blocks: [Block]) {
        self.subject = subject
        self.blocks = blocks
    }

    /// A piece of the letter with a blank line before and after it.
    package enum Block: Hashable, Sendable {
        /// Lines that belong together; each is wrapped by the reader's program.
        case paragraph([String])
        case heading(String)
        /// Numbered from one.
        case items([Item])
        /// One line each.
        case list([String])
        /// An address, and what it opens.
        case link(String, String)

        /// A paragraph of these sentences, those that are there, on one line.
        static func sentences(_ sentences: String?...) -> Block {
            .paragraph([sentences.compactMap { $0 }.joined(separator: " ")])
        }
    }

    /// One action: what it is called and how it stands, then what is asked.
    package struct Item: Hashable, Sendable {
        package var heading: String
        package var lines: [String]

        package init(heading: String, lines: [String]) {
            self.heading = heading
            self.lines = lines
        }
    }
}
