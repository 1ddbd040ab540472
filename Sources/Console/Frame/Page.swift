import ActionRegister
import Mail
import Store

/// A page before the frame is put around it.
struct Page: Sendable {
    /// What it is, for the browser's tab and the heading.
    var title: String
    /// The pages above it.
    var above: [Link] = []
    var content: HTML

    struct Link: Hashable, Sendable {
        var path: String
        var words: String

        init(_ path: String, _ words: String) { (self.path, self.words) = (path, words) }

        var html: HTML { "<a href=\"\(path)\">\(words)</a>" }
    }
}

/// What stands around every page of the console: who is signed in, where they can
/// go, and in which mode letters are.
struct Frame: Sendable {
    var visitor: String?
    /// Whether it is the console that signs out.
    var canSignOut = true
    /// Where the visitor can go.
    var links: [Page.Link] = []
    /// The address of the page itself.
    var path = ""
    /// Said loudly where letters do not go to whom they are written.
    var mode: String?
    /// What has just been done.
    var notice: String?
    /// What could not be done, where the page has no form any more to say it in.
    var problem: String?
    var formToken = ""
    /// Where the name in the corner leads; `nil` on pages that belong to no console.
    var homePath: String? = "/"

    func html(_ page: Page) -> String {
        let html: HTML = """
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <title>\(([page.title] + page.above.map(\.words).reversed()).joined(separator: " – ")) – minuted</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="/assets/minuted.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/assets/console.css">
            </head>
            <body>
            <a class="skip" href="#main">Skip to the page</a>
            <header>
            <p class="name">\(name)</p>
            \(navigation)\(account)</header>
            \(banner)<main id="main" tabindex="-1">
            \(crumbs(page))<h1>\(page.title)</h1>
            \(noticeBox)\(page.content)</main>
            </body>
            </html>

            """
        return html.description
    }

    private var name: HTML { homePath.map { "<a href=\"\($0)\">minuted</a>" } ?? "minuted" }

    private var navigation: HTML {
        if links.isEmpty { return "" }
        let items: [HTML] = links.map { link in
            let isHere: HTML = link.path == path ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(link.path)\"\(isHere)>\(link.words)</a></li>\n"
        }
        return "<nav aria-label=\"Console\"><ul>\n\(items)</ul></nav>\n"
    }

    private var account: HTML {
        guard let visitor else { return "" }
        if !canSignOut { return "<p class=\"account\">\(visitor)</p>\n" }
        return """
            <form class="account" method="post" action="/sign-out">
            <input type="hidden" name="token" value="\(formToken)">
            <span>\(visitor)</span> <button class="plain">Sign out</button>
            </form>

            """
    }

    private var banner: HTML {
        mode.map { "<p class=\"mode\" role=\"note\">Letters: \($0)</p>\n" } ?? ""
    }

    private var noticeBox: HTML {
        if let problem {
            return
                "<div class=\"problem\" role=\"alert\"><p><strong>Nothing was changed.</strong> \(HTML.dated(problem))</p></div>\n"
        }
        return doneBox
    }

    private var doneBox: HTML {
        notice.map { "<p class=\"notice\" role=\"status\">\($0)</p>\n" } ?? ""
    }

    private func crumbs(_ page: Page) -> HTML {
        if page.above.isEmpty { return "" }
        let items: [HTML] = page.above.map { "<li>\($0.html)</li>" }
        return "<nav class=\"above\" aria-label=\"Above this page\"><ol>\(items)</ol></nav>\n"
    }
}
