import Testing

@Suite struct PeopleTests {
    @Test func personIsFoundByNameInAnySpellingAndByMailbox() async throws {
        let program = try await Program.withBoard()
        for who in ["tom achterberg", "TOM@met.example.net", "Tom  Achterberg"] {
            let person = try await program.json("person", "set", who, "--salutation", "Mr Achterberg")
            #expect(person.name == "Tom Achterberg" && person.salutation == "Mr Achterberg")
        }
        #expect(
            try await program.json("person", "set", "tom@met.example.net", "--email", "none").email == .null)
    }

    @Test func twoOfOneNameAreToldApartByMailbox() async throws {
        let program = try await Program.withBoard()
        try await program.json("person", "add", "Tom Achterberg", "--email", "other@example.org")
        let outcome = try await program.on("person", "set", "Tom Achterberg", "--name", "x")
        #expect(outcome.status == 65)
        #expect(
            outcome.errors == "minuted: person: 2 people are called \"Tom Achterberg\"; "
                + "name one by mailbox: tom@met.example.net, other@example.org\n")
    }

    @Test(arguments: ["a b@example.org", "a@example.org\r\nBcc: x@y.org", "<a@example.org>", "a", "a@b@c"])
    func mailboxThatCouldBreakAHeaderIsRefused(address: String) async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.on("person", "add", "X", "--email", address)
        #expect(outcome.status == 64)
        #expect(try await program.json("person", "list").elements.count == 2)
    }

    @Test func organisationIsOneByAllItsNames() async throws {
        let program = try await Program.withBoard()
        let mps = try await program.json(
            "organisation", "set", "MPS", "--alias", "Met", "--alias", "Metropolitan Police")
        #expect(mps.aliases == ["Met", "Metropolitan Police"])
        #expect(
            try await program.json("organisation", "set", "met", "--remove-alias", "Met").aliases == [
                "Metropolitan Police"
            ])
        try await program.json("organisation", "add", "NHS England")
        let merged = try await program.json("organisation", "merge", "NHS England", "--into", "CPS")
        #expect(merged.name == "CPS" && merged.aliases == ["NHS England"])
        #expect(try await program.json("organisation", "list").elements.count == 2)
    }

    @Test func seatIsForTheOrganisationOfThePersonAndCanEnd() async throws {
        let program = try await Program.withBoard()
        let seats = try await program.json("member", "list", "--board", "vawg")
        #expect(seats[0]?.organisation == "MPS" && seats[0]?.role == "member" && seats[0]?.until == .null)
        let ended = try await program.json("member", "end", "vawg", "Tom Achterberg", "--from", "2027-01-01")
        #expect(ended[0]?.until == "2026-12-31")
        #expect(
            try await program.on("member", "end", "vawg", "Tom Achterberg", "--from", "2027-01-01").status
                == 65)
    }

    @Test func absenceNeedsItsDaysInOrder() async throws {
        let program = try await Program.withBoard()
        try await program.json(
            "absence", "add", "Tom Achterberg", "--from", "2026-12-01", "--until", "2026-12-05")
        let outcome = try await program.on(
            "absence", "add", "Leila Haddad", "--from", "2026-12-05", "--until", "2026-12-01")
        #expect(outcome.status == 65)
        let absences = try await program.json("absence", "list")
        #expect(absences.elements.map(\.who) == ["Tom Achterberg"] && absences[0]?.until == "2026-12-05")
    }

    @Test func erasedPersonIsNowhereAndTheAuditStillFits() async throws {
        let program = try await Program.withBoard()
        let export = try await program.json("person", "export", "Tom Achterberg")
        #expect(export.email == "tom@met.example.net" && export.seats?.elements.count == 1)
        try await program.json("person", "erase", "Tom Achterberg", "--yes")
        #expect(try await program.json("audit", "verify").verified == true)
        let everything = try await program.on("audit", "list").output + program.on("person", "list").output
        #expect(!everything.contains("Achterberg") && everything.contains("Leila Haddad"))
    }

    @Test(arguments: [
        ["person", "add", "", "--email", "x@example.org"],
        ["person", "add", "a\u{1B}[31m", "--email", "x@example.org"],
        ["organisation", "add", " "], ["board", "add", "other", "--name", ""],
        ["board", "set", "vawg", "--name", " "], ["board", "texts", "vawg", "--marking", "a\nb"],
        ["action", "add", "vawg", " ", "--owner", "MPS", "--due", "unset"],
        ["action", "add", "vawg", "Text", "--owner", "MPS", "--due", "unset", "--reference", ""],
        [
            "silence", "add", "--board", "vawg", "--from", "2026-12-01", "--until", "2026-12-02", "--reason",
            "",
        ],
        [
            "member", "add", "vawg", "Tom Achterberg", "--role", "deputy", "--deputy-of", "Tom Achterberg",
        ],
        ["person", "add", "Tim", "--email", "TOM@met.example.net"],
        ["member", "add", "vawg", "Tom Achterberg", "--role", "deputy", "--deputy-of", "Nobody"],
        [
            "action", "add", "vawg", "Text", "--owner", "MPS", "--due", "2026-09-06", "--raised-at",
            "2026-09-07",
        ],
    ])
    func whatCannotBeReadIsRefusedAsInput(words: [String]) async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.run(words + ["--database", program.path("m.sqlite")])
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(outcome.output == "" && !outcome.errors.contains("\u{1B}"))
    }

    @Test func deputyOfNobodyIsRefused() async throws {
        let program = try await Program.withBoard()
        try await program.json("person", "add", "Una Holder", "--email", "una@example.org")
        let before = try await program.json("audit", "list")
        let seatless = try await program.on(
            "member", "add", "vawg", "Tom Achterberg", "--role", "deputy", "--deputy-of", "Una Holder")
        #expect(
            seatless.errors
                == "minuted: member add: the person to be deputy of holds no seat on vawg; "
                + "give them theirs first by minuted member add, or name another\n")
        let nobodys = try await program.on("member", "add", "vawg", "Una Holder", "--role", "deputy")
        #expect(
            nobodys.errors
                == "minuted: member add: that would be the deputy of nobody; "
                + "name whose by --deputy-of, or the organisation by --organisation\n")
        #expect(seatless.status == 65 && nobodys.status == 65)
        #expect(try await program.json("audit", "list") == before)
    }

    @Test func blankNameAfterAsIsNone() async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.run([
            "organisation", "add", "NHS", "--database", program.path("m.sqlite"), "--as", " ",
        ])
        #expect(outcome.status == 0)
        let actors = try await program.json("audit", "list").elements.map(\.actor)
        #expect(actors.first == "secretary")
        #expect(![" ", "secretary", .null].contains(actors.last))
    }

    @Test func anOrganisationIsTheAuthorOfWhatItSays() async throws {
        let program = try await Program.withBoard()
        try await program.json("action", "add", "vawg", "Text", "--owner", "MPS", "--due", "unset")
        let action = try await program.json(
            "action", "update", "vawg", "VAWG-001", "--note", "half way", "--by", "MPS")
        #expect(action.updates?[0]?.by == "MPS")
    }

    @Test func aMailboxFindsItsOwnerInLettersOfAnyCase() async throws {
        let program = try await Program.withBoard()
        let person = try await program.json("person", "set", "TOM@MET.example.net", "--salutation", "Tom")
        #expect(person.name == "Tom Achterberg")
    }
}
