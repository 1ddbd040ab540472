import Foundation
import RelayFixtures
import Testing

@Suite struct BounceTests {
    /// A register whose letter 1 was relayed, from a reverse-path that names it.
    private func program() async throws -> Program {
        let relay = try FakeRelay()
        let program = try await Program.withLetter(to: relay)
        let sender = "{ address: actions@example.org, envelope: \"actions+{id}@example.org\" }"
        try program.write(
            "mode: live\nsender: \(sender)\nrelay:\n  url: \(relay.url)\n", to: "minuted.yaml")
        #expect(try await program.configured("run-once", "--json").json().relayed == 1)
        return program
    }

    private func report(
        on program: Program, to path: String = "actions+1@example.org", action: String = "failed",
        messageID: String? = nil, recipient: String? = nil
    ) async throws -> String {
        let letter = try await program.configured("outbox", "list", "--json").json()[0]
        return Self.report(
            to: path, action: action, messageID: messageID ?? letter?.messageID?.text ?? "",
            recipient: recipient ?? letter?.recipient?.text ?? "")
    }

    private static func report(
        to path: String, action: String, messageID: String, recipient: String
    ) -> String {
        """
        To: \(path)\r
        MIME-Version: 1.0\r
        Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
        \r
        --b\r
        Content-Type: message/delivery-status\r
        \r
        Reporting-MTA: dns; mx.example.org\r
        \r
        Final-Recipient: rfc822; \(recipient)\r
        Action: \(action)\r
        Status: 5.1.1\r
        Diagnostic-Code: smtp; 550 5.1.1 no such user\r
        \r
        --b\r
        Content-Type: text/rfc822-headers\r
        \r
        Message-ID: <\(messageID)>\r
        \r
        --b--\r

        """
    }

    private func bounce(
        _ program: Program, _ report: String, _ more: String...
    ) async throws -> Program.Outcome {
        try await program.run(
            [
                "bounce", "--config", program.path("minuted.yaml"), "--database", program.path("m.sqlite"),
                "--now",
                "2027-02-15T10:00:00Z", "--as", "postfix",
            ] + more, input: report)
    }

    @Test func aReportThatALetterCameBackMarksIt() async throws {
        let program = try await program()
        let outcome = try await bounce(program, report(on: program))
        #expect(outcome.status == 0 && outcome.output.contains("came back"))
        let letter = try await program.configured("outbox", "list", "--json").json()[0]
        #expect(letter?.state == "bounced" && letter?.lastReply == "550 5.1.1 no such user")
        #expect(try await program.configured("check", "--offline").output.contains("550 5.1.1 no such user"))
        let again = try await bounce(program, report(on: program))
        #expect(again.status == 0 && again.output.contains("had come back already"))
    }

    @Test func theMailServersWordForTheRecipientCounts() async throws {
        let program = try await program()
        let report = try await report(on: program, to: "postmaster@example.org")
        #expect(try await bounce(program, report, "--recipient", "actions+1@example.org").status == 0)
    }

    @Test func aDelayChangesNothing() async throws {
        let program = try await program()
        let outcome = try await bounce(program, report(on: program, action: "delayed"))
        #expect(outcome.status == 0 && outcome.output.contains("nothing is changed"))
        #expect(try await program.configured("outbox", "list", "--json").json()[0]?.state == "relayed")
    }

    @Test func aForgedReportIsRefused() async throws {
        let program = try await program()
        let forged = [
            try await report(on: program, messageID: "x@example.org", recipient: "other@example.org"),
            try await report(on: program, to: "actions@example.org", recipient: "other@example.org"),
            try await report(on: program, to: "actions+99@example.org"),
            "From: a@example.org\r\n\r\nNot a report\r\n",
        ]
        for report in forged { #expect(try await bounce(program, report).status == 65) }
        #expect(try await program.configured("outbox", "list", "--json").json()[0]?.state == "relayed")
    }
}

extension JSONValue {
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
}
