import Foundation
import Mail
import Testing

@Suite struct DeliveryReportTests {
    /// As Postfix writes it, with the header section of the letter.
    static let failed = """
        Return-Path: <>
        Delivered-To: actions+17@example.org
        From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
        To: actions+17@example.org
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b/1"

        --b/1
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.
        --b/1
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org
        X-Postfix-Queue-ID: 4F1
        Arrival-Date: Mon, 15 Feb 2027 09:00:00 +0000

        Final-Recipient: rfc822; H.Osei@example.net
        Original-Recipient: rfc822;h.osei@example.org
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mail.example.net
        Diagnostic-Code: smtp; 550 5.1.1 <H.Osei@example.net>:
            no such user\u{1B}[31m here

        --b/1
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        Message-ID: <abc@example.org>
        Subject: VAWG Board

        --b/1--
        """

    private func read(_ text: String) -> DeliveryReport? {
        ReceivedMessage(Array(text.replacing("\n", with: "\r\n").utf8)).flatMap(DeliveryReport.init)
    }

    @Test(arguments: [
        "  H.Osei@example.net\n    550 5.1.1 nobody of\n    that name\n\nBelow is a copy.",
        "H.Osei@example.net: 550 5.1.1 nobody of that name\n\n    Below is a copy.",
    ])
    func withoutADiagnosisTheNoticeForPeopleTellsIt(notice: String) throws {
        let text = Self.failed.replacing("I'm sorry to have to inform you", with: notice + "\n\nI'm sorry")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let bare = lines.filter { !$0.hasPrefix("Diagnostic-Code") && !$0.hasPrefix("    no such user") }
        let report = try #require(read(bare.joined(separator: "\n")))
        #expect(report.recipients.first?.diagnostic == "550 5.1.1 nobody of that name")
    }

    @Test func aReportTellsWhoRefusedWhatAndWhy() throws {
        let report = try #require(read(Self.failed))
        #expect(report.reporter == "mx.example.org" && report.messageID == "abc@example.org")
        #expect(report.returnedTo.contains("actions+17@example.org"))
        let recipient = try #require(report.recipients.first)
        #expect(report.recipients.count == 1 && recipient.action == .failed && recipient.status == "5.1.1")
        #expect(recipient.final == "H.Osei@example.net" && recipient.original == "h.osei@example.org")
        #expect(recipient.diagnostic == "550 5.1.1 <H.Osei@example.net>: no such user [31m here")
    }

    @Test func theMessageItselfNamesTheLetterAsItsHeadersDo() throws {
        let whole = Self.failed.replacing("text/rfc822-headers", with: "message/rfc822")
        #expect(read(whole)?.messageID == "abc@example.org")
    }

    @Test(arguments: ["delayed", "relayed", "delivered", "Expanded"])
    func whatIsNoFailureIsToldAsWhatItIs(action: String) throws {
        let told = Self.failed.replacing("Action: failed", with: "Action: \(action)")
        #expect(read(told)?.recipients.first?.action.rawValue == action.lowercased())
    }

    @Test(arguments: [
        "From: a@example.org\nSubject: Re: your actions\n\nDone.\n",
        "From: a@example.org\nAuto-Submitted: auto-replied\nSubject: Out of office\n\nBack on Monday.\n",
        failed.replacing("Action: failed", with: "Action: eaten"),
        failed.replacing("message/delivery-status", with: "text/plain"),
        "", "\u{0}\u{1}",
    ])
    func otherMailIsNoReport(text: String) {
        #expect(read(text) == nil)
    }
}
