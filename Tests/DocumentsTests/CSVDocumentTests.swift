import Documents
import Foundation
import Testing

@Suite struct CSVDocumentTests {
    @Test func everyCellKnowsItsLineAndColumn() throws {
        let records = try CSVDocument.fixture("a,b\n\"x\ny\", \"q\"\"r\" ,z\n1,2,3\n").records
        #expect(records.map { $0.map(\.text) } == [["a", "b"], ["x\ny", "q\"r", "z"], ["1", "2", "3"]])
        #expect(records[1].map(\.place.line) == [2, 3, 3])
        #expect(records[1].map(\.place.column) == [1, 5, 13])
        #expect(records[2].map(\.place.line) == [4, 4, 4])
        #expect(records[2].map(\.place.column) == [1, 3, 5])
    }

    @Test(
        "the header line says what separates cells",
        arguments: [
            ("a,b;c,d\n1;2,3\n", ","), ("No;Item, if any;Due\n1;2;3\n", ";"), ("a\tb\n1\t2,3\n", "\t"),
            ("\"x,y,z\";b\n1;2\n", ";"), ("\n\n\"a,\nb\";c;d\n", ";"), ("alone\n", ","), ("", ","),
            ("sep=;\r\na,b,c;d\n", ";"),
        ])
    func separator(text: String, separator: Unicode.Scalar) throws {
        #expect(try CSVDocument.fixture(text).separator == separator)
    }

    @Test(arguments: ["a,b\r\n1,2\r\n", "a,b\r1,2", "a,b\n1,2\n\n , \n\n", "a,b\r\n\r\n1,2"])
    func everyKindOfLineEndEndsARecord(text: String) throws {
        #expect(try CSVDocument.fixture(text).texts == [["a", "b"], ["1", "2"]])
    }

    @Test func linesAreCountedWithEveryKindOfLineEnd() throws {
        for end in ["\n", "\r\n", "\r"] {
            let records = try CSVDocument.fixture("a\(end)\(end)\"x\(end)y\"\(end)z").records
            #expect(records.map { $0[0].place.line } == [1, 3, 5], "with \(Array(end.utf8))")
        }
    }

    @Test func everyEncodingGivesTheSameWords() throws {
        let text = "Name,Note\nSiân,“5 €”\n"
        var utf16 = Data([0xFF, 0xFE])
        for unit in text.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let bigEndian = Data([0xFE, 0xFF]) + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let western = Data(
            "Name,Note\nSi\u{E2}n,\u{93}5 \u{80}\u{94}\n".unicodeScalars.map { UInt8($0.value) })
        for contents in [
            Data(text.utf8), Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8), utf16, bigEndian, western,
        ] {
            #expect(try CSVDocument(contents, file: "f").texts == [["Name", "Note"], ["Siân", "“5 €”"]])
        }
    }

    @Test(
        "what cannot be read is refused with its place",
        arguments: [
            (Data("a,b\n1,\"2\n3".utf8), "f.csv:2:3: a quote opens here and is never closed"),
            (Data("a,b\n\"1\" x,2".utf8), "f.csv:2:5: there are words after the quote that closes the cell"),
            (Data("a,b\nc,d\u{0}".utf8), "f.csv:2:4: there is a NUL here, so this is not text"),
            (Data("PK\u{3}\u{4}".utf8), "f.csv:1:1: this is a spreadsheet or a document, not text"),
            (Data("a,b\nc,".utf8) + [0x81], "f.csv:2:3: this is neither UTF-8 nor Windows-1252"),
            (
                Data([0xEF, 0xBB, 0xBF] + Array("a\nb".utf8) + [0xE2]),
                "f.csv:2:2: the file is marked as UTF-8 but"
            ),
            (Data([0xFF, 0xFE, 0x61, 0x00, 0x62]), "f.csv:1:2: the file is marked as UTF-16 but"),
            (Data(String(repeating: ",", count: 300).utf8), "f.csv:1:201: there are more than 200 columns"),
        ])
    func refusal(contents: Data, message: String) {
        let refusal = #expect(throws: InputRefusal.self) { try CSVDocument(contents, file: "f.csv") }
        #expect(refusal?.problems.count == 1)
        #expect(refusal?.description.hasPrefix(message) == true, "\(refusal?.description ?? "")")
    }

    @Test func aFileOverTheLimitIsRefused() {
        var limits = CSVLimits()
        limits.octets = 10
        #expect(throws: InputRefusal.self) {
            try CSVDocument(Data("a,b\n1,2,3,4".utf8), file: "f", limits: limits)
        }
    }

    @Test func theFormulaGuardIsTakenOff() throws {
        let texts = try CSVDocument.fixture("a,b,c,d\n'=1+1,\"'@x\",'tis,''-x\n").texts
        #expect(texts[1] == ["=1+1", "@x", "'tis", "'-x"])
    }
}

@Suite struct CSVWriterTests {
    @Test func quotesWhatNeedsItAndGuardsFormulas() {
        let text = CSVWriter.text([
            ["Ref", "a,b"], ["say \"x\"", "two\nlines"], ["=SUM(A1)", "-1"], ["@x", "+x"],
        ])
        #expect(
            text == "Ref,\"a,b\"\r\n\"say \"\"x\"\"\",\"two\nlines\"\r\n'=SUM(A1),'-1\r\n'@x,'+x\r\n")
    }

    @Test func theMarkComesFirstWhereItIsWanted() {
        #expect(Array(CSVWriter.data([["a"]], marksUTF8: true)) == [0xEF, 0xBB, 0xBF, 0x61, 0x0D, 0x0A])
    }

    @Test func whatIsWrittenIsReadBackAsItWas() throws {
        var random = SeededGenerator(seed: 20_261_123)
        for _ in 0..<500 {
            let table = random.table()
            let data = CSVWriter.data(table, marksUTF8: Bool.random(using: &random))
            #expect(try CSVDocument(data, file: "f").texts == table)
        }
    }

    @Test func randomOctetsAreReadOrRefused() {
        var random = SeededGenerator(seed: 4180)
        var read = 0
        for _ in 0..<3000 {
            if (try? CSVDocument(random.octets(), file: "f")) != nil { read += 1 }
        }
        #expect(read > 100 && read < 2900)
    }
}
