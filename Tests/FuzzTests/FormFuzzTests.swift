import Console
import Foundation
import Mail
import RandomFixtures
import Testing

/// What browsers, and those who are none, send to a form.
@Suite struct FormFuzzTests {
    @Test func whatAFormCarriesComesOutAsItWentIn() async {
        await Fuzz.forEachCase(300) { random in
            let text = random.hostileText()
            let form = Form(["a": [text], "b": ["x", text]])
            let read = Form(urlEncoded: form.query)
            let expected = text.isEmpty ? [] : [text]
            #expect(read.all("a") == expected, Fuzz.Case.name)
            #expect(read.all("b") == ["x"] + expected, Fuzz.Case.name)
        }
    }

    @Test func anyOctetsAreReadAsSomeForm() async {
        await Fuzz.forEachCase(300) { random in
            let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let form = Form(urlEncoded: text)
            #expect(form["a"].utf8.count <= text.utf8.count * 3, Fuzz.Case.name)
            let again = Form(urlEncoded: form.query)
            #expect(again == Form(urlEncoded: again.query), Fuzz.Case.name)
        }
    }

    @Test func partsOfAFormWithAFileKeepEveryOctetOfIt() async {
        await Fuzz.forEachCase(200) { random in
            let file = (0..<Int.random(in: 1..<400, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random)
            }
            let head = "--xXx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"log.csv\"\r\n"
            let body =
                Array((head + "Content-Type: text/csv\r\n\r\n").utf8) + file + Array("\r\n--xXx--\r\n".utf8)
            let parts = FormParts.parts(of: body, contentType: "multipart/form-data; boundary=xXx")
            #expect(parts.map(\.name) == ["file"] && parts.first?.fileName == "log.csv", Fuzz.Case.name)
            #expect(parts.first?.bytes == file, Fuzz.Case.name)
        }
    }

    @Test func anyOctetsAreSomePartsOrNone() async {
        await Fuzz.forEachCase(200) { random in
            let pieces = [
                "--x", "\r\n", "Content-Disposition: form-data; name=\"a\"", "--", "\0", "é", ";", "boundary",
            ]
            let body = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                pieces.randomElement(using: &random)!
            }
            for type in [
                "multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "a\r\nb: c", "",
            ] {
                let parts = FormParts.parts(of: Array(body.joined().utf8), contentType: type)
                #expect(parts.allSatisfy { !$0.name.contains("\r") }, Fuzz.Case.name)
            }
        }
    }
}
