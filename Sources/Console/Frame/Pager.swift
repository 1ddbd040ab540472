import Mail

extension HTML {
    /// The way to the other pages of a long list; nothing where all of it stands on one.
    ///
    /// - Parameters:
    ///   - page: the one that is shown, counted from 0.
    ///   - total: how many lines there are, `size` on a page.
    ///   - also: beside it.
    ///   - path: the address of a page, by its number as people count.
    static func pages(
        _ page: Int, of total: Int, size: Int, label: String = "Pages", also: HTML = "",
        path: (Int) -> String
    ) -> HTML {
        let last = max(0, (total - 1) / size)
        guard last > 0 else { return "" }
        func link(_ number: Int, _ words: String) -> HTML {
            "<a href=\"\(path(number + 1))\">\(words)</a>"
        }
        let before: HTML = page > 0 ? link(min(page, last + 1) - 1, "Previous page") : ""
        let after: HTML = page < last ? link(page + 1, "Next page") : ""
        return """
            <nav class="pages" aria-label="\(label)">\(before)<span>Page \(page + 1) of \(last + 1)</span>\(after)\(also)</nav>

            """
    }
}

extension Collection {
    /// What stands on one page of them.
    func page(_ page: Int, size: Int) -> SubSequence {
        dropFirst(page * size).prefix(size)
    }
}
