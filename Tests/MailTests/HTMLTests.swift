import Mail
import Testing

@Suite struct HTMLTests {
    @Test func whatAPersonWroteCannotBecomeMarkup() {
        let name = "<script>\"O'Hara\" & Sons</script>"
        let html: HTML = "<p title=\"\(name)\">\(name)</p>"
        let escaped = "&lt;script&gt;&quot;O&#39;Hara&quot; &amp; Sons&lt;/script&gt;"
        #expect(html.description == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func markupOfTheSourceStandsAsItIs() {
        let item: HTML = "<li>\("a < b")</li>"
        #expect(
            ("<ol>\([item, item])</ol>" as HTML).description == "<ol><li>a &lt; b</li><li>a &lt; b</li></ol>")
        #expect((item + item).description == "<li>a &lt; b</li><li>a &lt; b</li>")
    }
}
