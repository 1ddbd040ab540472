package import Mail

extension Letter {
    /// The same words as `text`: no image, nothing fetched, no colour
    /// (so that a dark screen stays dark), as wide as the screen allows.
    ///
    /// The headings begin at the second level: the reader's program shows the
    /// subject above them as the first.
    package var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(subject)</title>
        </head>
        <body style="color-scheme: light dark; font: 100%/1.5 sans-serif; max-width: 40em; margin: 0; padding: 1em">
        \(blocks.map(\.html))</body>
        </html>

        """
    }
}

extension Letter.Block {
    fileprivate var html: HTML {
        switch self {
        case .paragraph(let lines): "<p>\(Self.broken(lines))</p>\n"
        case .heading(let words): "<h2 style=\"font-size: 1.1em\">\(words)</h2>\n"
        case .items(let items): "<ol>\n\(items.map(\.html))</ol>\n"
        case .link(let words, let address): "<p>\(words)<br>\n<a href=\"\(address)\">\(address)</a></p>\n"
        case .list(let lines): "<ul>\n\(lines.map { "<li>\($0)</li>\n" })</ul>\n"
        }
    }

    private static func broken(_ lines: [String]) -> [HTML] {
        lines.enumerated().map { $0 == 0 ? "\($1)" : "<br>\n\($1)" }
    }
}

extension Letter.Item {
    fileprivate var html: HTML {
        """
        <li><h2 style="font-size: 1em; margin: 1em 0 0">\(heading)</h2>
        \(lines.map { "<p style=\"margin: 0\">\($0)</p>\n" })</li>

        """
    }
}
