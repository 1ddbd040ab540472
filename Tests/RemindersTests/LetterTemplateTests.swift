import Reminders
import Testing

@Suite struct LetterTemplateTests {
    @Test func everyPlaceholderIsFilledIn() throws {
        for placeholder in Placeholder.allCases {
            let template = try TextTemplate("a {{\(placeholder.rawValue)}} b")
            #expect(
                template.filled { $0.rawValue.uppercased() } == "a \(placeholder.rawValue.uppercased()) b")
            #expect(!placeholder.meaning.isEmpty)
        }
    }

    @Test(arguments: [
        ("{{date}}", "1:1: there is no placeholder {{date}}"),
        ("a\nb {{Board}}", "2:3: there is no placeholder {{Board}}"),
        ("{{board}} {{meeting day}}", "1:11: there is no placeholder {{meeting day}}"),
        ("{{}}", "1:1: there is no"),
        ("é {{board", "1:3: {{ is not closed"), ("{{board\n{{board}}", "1:1: there is no placeholder"),
    ])
    func aWordThatIsNoPlaceholderIsRefusedWithItsPlace(text: String, refusal: String) {
        let error = #expect(throws: TemplateError.self) { try TextTemplate(text) }
        #expect(error?.description.hasPrefix(refusal) == true)
    }

    @Test func theRefusalListsWhatThereIs() {
        let error = #expect(throws: TemplateError.self) { try TextTemplate("{{date}}") }
        for placeholder in Placeholder.allCases {
            #expect(error?.description.contains("{{\(placeholder.rawValue)}}") == true)
        }
    }

    @Test(arguments: ["", "plain", "a { b } c", "}} {", "50 % {x}"])
    func textWithoutPlaceholdersStandsAsItIs(text: String) throws {
        #expect(try TextTemplate(text).filled { _ in "x" } == text)
    }

    @Test func whatIsFilledInIsNotReadAgain() throws {
        #expect(try TextTemplate("{{ board }}").filled { _ in "{{meeting.day}}" } == "{{meeting.day}}")
    }

    @Test func aPlaceholderInSingleBracesIsASlipOfWhoWritesIt() throws {
        let error = #expect(throws: TemplateError.self) { try TextTemplate(written: "Dear\n{ recipient }") }
        #expect(error?.description == "2:1: {recipient} prints as it is; write {{recipient}}")
        for text in ["{{recipient}}", "{}", "a {b} c", "{{board}} {x}"] {
            #expect(throws: Never.self) { try TextTemplate(written: text) }
        }
    }
}
