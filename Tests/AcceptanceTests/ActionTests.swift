import Testing

@Suite struct ActionTests {
    private static func register() async throws -> Program {
        let program = try await Program.withBoard()
        try await program.json(
            "action", "add", "vawg", "Set out the findings", "--owner", "MPS/CPS", "--due", "next-meeting")
        try await program.json(
            "action", "add", "vawg", "Report on delays", "--owner", "Leila Haddad", "--due", "2026-11-02",
            "--raised-at",
            "2026-09-07")
        return program
    }

    @Test func actionHasTheFieldsOfTheContract() async throws {
        let list = try await Self.register().json("action", "list")
        let first = try #require(list[0])
        #expect(
            first.keys.isSuperset(of: [
                "board", "reference", "text", "owners", "lead", "raisedAt", "due", "originalDue", "revisions",
                "status",
                "released", "restricted", "overdueDays", "updates", "closedAt",
            ]))
        #expect(first.reference == "VAWG-001" && first.lead == "MPS" && first.due?.kind == "meeting")
        #expect(first.due?.day == "2027-03-01" && first.released == false && first.closedAt == .null)
        let owner = try #require(first.owners?[0])
        #expect(owner.name == "MPS" && owner.organisation == "MPS" && owner.email == "tom@met.example.net")
        #expect(list[1]?.overdueDays == 21 && list[1]?.owners?[0]?.organisation == "CPS")
    }

    @Test func listIsNarrowedByBoardOwnerStatusAndOverdue() async throws {
        let program = try await Self.register()
        func references(_ options: String...) async throws -> [JSONValue?] {
            let words = [
                "action", "list", "--database", program.path("m.sqlite"), "--now", Program.now, "--json",
            ]
            return try await program.run(words + options).json().elements.map(\.reference)
        }
        #expect(try await references("--owner", "CPS") == ["VAWG-001"])
        #expect(try await references("--overdue") == ["VAWG-002"])
        #expect(try await references("--status", "closed") == [])
        #expect(try await references("--status", "open", "--status", "closed", "--board", "vawg").count == 2)
    }

    @Test func referenceIsNeverUsedAgain() async throws {
        let program = try await Self.register()
        try await program.json("action", "cancel", "vawg", "VAWG-002")
        let next = try await program.json("action", "add", "vawg", "x", "--owner", "MPS", "--due", "ongoing")
        #expect(next.reference == "VAWG-003")
        let own = try await program.json(
            "action", "add", "vawg", "x", "--owner", "MPS", "--due", "unset", "--reference", "PUB23/4/30.5",
            "--restricted")
        #expect(own.reference == "PUB23/4/30.5" && own.restricted == true && own.due?.kind == "unset")
        #expect(
            try await program.on("action", "show", "vawg", "PUB23/4/30.6").errors.contains(
                "did you mean \"PUB23/4/30.5\"?"))
    }

    @Test func dueIsRevisedAndTheFirstIsKept() async throws {
        let program = try await Self.register()
        try await program.json("action", "due", "vawg", "VAWG-002", "2027-01-15")
        let action = try await program.json("action", "due", "vawg", "VAWG-002", "2027-03-01")
        #expect(
            action.revisions == 2 && action.originalDue?.day == "2026-11-02" && action.due?.kind == "meeting")
    }

    @Test func ownerProposesAndTheBoardCloses() async throws {
        let program = try await Self.register()
        let part = try await program.json("action", "propose", "vawg", "VAWG-001", "--by", "Leila Haddad")
        #expect(part.status == "open")
        #expect(
            try await program.json("action", "propose", "vawg", "VAWG-001", "--by", "MPS").status
                == "proposed")
        #expect(try await program.json("action", "decline", "vawg", "VAWG-001").status == "open")
        let early = try await program.on("action", "close", "vawg", "VAWG-001", "--at-meeting", "2027-03-01")
        #expect(early.status == 65)
        let closed = try await program.json(
            "action", "close", "vawg", "VAWG-001", "--at-meeting", "2027-03-01", now: "2027-03-02T09:00:00Z")
        #expect(closed.status == "closed" && closed.closedAt == "2027-03-01")
        #expect(try await program.json("action", "reopen", "vawg", "VAWG-001").closedAt == .null)
    }

    @Test func closingNeedsAMeetingOrTheChair() async throws {
        let program = try await Self.register()
        #expect(try await program.on("action", "close", "vawg", "VAWG-001").status == 64)
        let both = try await program.on(
            "action", "close", "vawg", "VAWG-001", "--at-meeting", "2027-03-01", "--by-chair", "x")
        #expect(both.status == 64)
        #expect(
            try await program.json("action", "close", "vawg", "VAWG-001", "--by-chair", "agreed by mail")
                .status == "closed")
    }

    @Test func updateIsDatedAndSaysWhoSpoke() async throws {
        let program = try await Self.register()
        let action = try await program.json(
            "action", "update", "vawg", "VAWG-001", "--note", "half way", "--by", "Tom Achterberg",
            "--status", "in-progress")
        #expect(action.status == "in-progress")
        #expect(action.updates?[0]?.at == "2026-11-23" && action.updates?[0]?.by == "Tom Achterberg")
        #expect(action.updates?[0]?.text == "half way")
        let stranger = try await program.on(
            "action", "update", "vawg", "VAWG-002", "--note", "x", "--by", "Tom Achterberg")
        #expect(
            stranger.status == 0 && stranger.errors.contains("is no owner of VAWG-002; recorded as a note"))
    }

    @Test func ownersAreWrittenAsInAnImport() async throws {
        let program = try await Self.register()
        let added = try await program.json(
            "action", "add", "vawg", "Ring", "--owner", "Tom Achterberg - MPS / CPS", "--due", "ongoing")
        #expect(added.owners?.elements.map(\.name) == ["Tom Achterberg", "CPS"])
        let assigned = try await program.json(
            "action", "assign", "vawg", "VAWG-003", "--owner", "Leila Haddad (CPS)")
        #expect(assigned.owners?.elements.map(\.name) == ["Leila Haddad"])
        let updated = try await program.on(
            "action", "update", "vawg", "VAWG-003", "--by", "Leila Haddad - CPS", "--note", "Rung")
        #expect(updated.status == 0 && updated.errors == "")
        let elsewhere = try await program.on(
            "action", "assign", "vawg", "VAWG-003", "--owner", "Leila Haddad (MPS)")
        #expect(elsewhere.status == 65)
        #expect(
            elsewhere.errors.hasPrefix("minuted: owner: \"Leila Haddad\" is not known at \"MPS\"; write "))
    }

    @Test func ownerNobodyKnowsIsRefusedWithTheNearest() async throws {
        let program = try await Self.register()
        let outcome = try await program.on("action", "assign", "vawg", "VAWG-001", "--owner", "Leila Hadad")
        #expect(outcome.status == 65)
        #expect(
            outcome.errors
                == "minuted: owner: nobody called \"Leila Hadad\" is known; did you mean \"Leila Haddad\"?\n")
        let action = try await program.json("action", "assign", "vawg", "VAWG-001", "--owner", "CPS/MPS")
        #expect(action.lead == "CPS" && action.owners?.elements.count == 2)
    }

    @Test func nextMeetingNeedsOneAhead() async throws {
        let program = try await Self.register()
        let outcome = try await program.on(
            "action", "add", "vawg", "x", "--owner", "MPS", "--due", "next-meeting",
            now: "2027-04-01T09:00:00Z")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("vawg has no planned meeting ahead"))
    }

    @Test func actionIsNotDueBeforeItWasRaised() async throws {
        let program = try await Self.register()
        let before = try await program.json("audit", "list")
        let due = try await program.on("action", "due", "vawg", "VAWG-002", "2026-09-06")
        #expect(
            due.errors == "minuted: action due: VAWG-002 would be due on 2026-09-06, "
                + "before it was raised, on 2026-09-07; look at both days\n")
        let raised = try await program.on("action", "edit", "vawg", "VAWG-002", "--raised-at", "2026-11-03")
        #expect(due.status == 65 && raised.status == 65)
        try program.write(
            "reference,action,owner,raised,due\nX-1,Do,MPS,2027-01-05,2026-12-01\n", to: "a.csv")
        let file = try await program.on("import", "actions", program.path("a.csv"), "--board", "vawg")
        #expect(file.status == 65)
        #expect(
            file.errors.hasSuffix(
                "a.csv:2:23: due: 2026-12-01 is before the action was raised, on 2027-01-05; look at both days\n"
            ))
        #expect(try await program.json("audit", "list") == before)
    }
}
