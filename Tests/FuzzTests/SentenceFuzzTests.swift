import ActionRegister
import Daemon
import Documents
import Foundation
import Mail
import RandomFixtures
import Scheduling
import Testing

/// Sentences, addresses, configurations, calendars and returned messages as
/// nobody should write them.
@Suite(.timeLimit(.minutes(10))) struct SentenceFuzzTests {
    private static let rules = [
        "when assigned", "14 days before the meeting", "2 working days before the papers deadline",
        "5 clear working days before the meeting at 08:30", "on the due date",
        "every 5 working days while overdue, up to 4 times",
        "15 working days after the due date to the chair",
        "when the meeting moves",
    ]

    @Test func aRuleThatIsReadIsPrintedAsItIsReadAgain() async throws {
        try await Fuzz.forEachCase(150) { random in
            let sentence = random.damaged(random.pick(Self.rules))
            do {
                let rule = try RuleSentence(parsing: sentence)
                #expect(try RuleSentence(parsing: rule.description) == rule, Fuzz.Case.name)
            } catch let error as RuleError {
                #expect((1...(sentence.count + 1)).contains(error.column), Fuzz.Case.name)
                #expect((try? RuleSentence(parsing: error.nearest)) != nil, Fuzz.Case.name)
            }
        }
    }

    @Test func aPatternOfMeetingsIsReadOrRefusedWithItsPlace() async throws {
        await Fuzz.forEachCase(1_000) { random in
            let sentence = random.damaged("first monday of mar, jun, sep, dec")
            do throws(SentenceError) { _ = try MeetingPattern(parsing: sentence) } catch {
                #expect((1...(sentence.count + 1)).contains(error.column), Fuzz.Case.name)
            }
        }
    }

    @Test func aMailboxHoldsNothingThatEndsACommand() async {
        await Fuzz.forEachCase(3_000) { random in
            let text = random.oneIn(2) ? random.damaged("h.osei@example.org") : random.hostileText()
            guard let mailbox = Mailbox(text) else { return }
            let scalars = mailbox.addressSpec.unicodeScalars
            #expect(mailbox.addressSpec.utf8.count <= 254, Fuzz.Case.name)
            #expect(
                !scalars.contains {
                    $0.value <= 32 || $0.value == 127 || "<>\"\\,;:()[]".unicodeScalars.contains($0)
                }, Fuzz.Case.name)
            #expect(
                !scalars.contains { $0.properties.isWhitespace || $0.properties.generalCategory == .control },
                Fuzz.Case.name)
            #expect(!scalars.contains { $0.properties.generalCategory == .format }, Fuzz.Case.name)
        }
    }

    @Test func aDayThatIsReadIsADayThatThereIs() async {
        await Fuzz.forEachCase(2_000) { random in
            let text = random.damaged(random.pick(["2027-03-01", "1 March 2027", "01/03/2027", "1 Mar 27"]))
            guard let day = WrittenDay.day(text) else { return }
            #expect(CalendarDay(day.description) == day, Fuzz.Case.name)
        }
    }

    private static let configuration = """
        database: /var/lib/minuted/minuted.sqlite
        mode: allow-list
        allow-list: ["*@example.org"]
        sender: { address: actions@example.org, envelope: "actions+{id}@example.org" }
        relay:
          url: smtp://localhost:25
          tls: none
          timeout: 60s
          rate: 30/minute
          authentication: login
          username: actions@example.org
        health: { listen: "127.0.0.1:8482", late-after: 2h }
        retention: { messages: 400d }
        log: { level: info }
        """

    @Test func aDamagedConfigurationIsReadOrRefusedLineByLine() async {
        await Fuzz.forEachCase(400) { random in
            do throws(ConfigurationError) {
                _ = try Configuration(yaml: random.damaged(Self.configuration), file: "minuted.yaml")
            } catch {
                #expect(!error.problems.isEmpty, Fuzz.Case.name)
                for problem in error.problems {
                    #expect(!problem.what.isEmpty && !problem.remedy.isEmpty, Fuzz.Case.name)
                    #expect(!problem.description.unicodeScalars.contains { $0.value < 32 }, Fuzz.Case.name)
                }
            }
        }
    }

    @Test func aDamagedCalendarIsReadOrRefused() async {
        let ics = """
            BEGIN:VCALENDAR\r
            BEGIN:VEVENT\r
            DTSTART;VALUE=DATE:20270101\r
            SUMMARY:New Year\r
             ’s Day\r
            END:VEVENT\r
            END:VCALENDAR\r

            """
        let json =
            #"{"england-and-wales":{"division":"england-and-wales","events":[{"title":"New Year’s Day","date":"2027-01-01","notes":"","bunting":true}]}}"#
        await Fuzz.forEachCase(600) { random in
            let ics = Data(random.damaged(Array(ics.utf8))), json = Data(random.damaged(Array(json.utf8)))
            do throws(CalendarFileError) { _ = try HolidayCalendar(iCalendar: ics, name: "own") } catch {
                Self.expectUsable(error)
            }
            do throws(CalendarFileError) { _ = try HolidayCalendar.readGOVUK(json) } catch {
                Self.expectUsable(error)
            }
        }
    }

    private static func expectUsable(_ error: CalendarFileError) {
        #expect(error.line >= 1 && !error.what.isEmpty && !error.remedy.isEmpty, Fuzz.Case.name)
    }

    @Test func aDamagedReturnedMessageIsReadOrIsNone() async {
        await Fuzz.forEachCase(600) { random in
            let bytes = random.damaged(Array(Self.returned.replacing("\n", with: "\r\n").utf8))
            guard let message = ReceivedMessage(bytes), let report = DeliveryReport(message) else { return }
            #expect(!report.recipients.isEmpty, Fuzz.Case.name)
            for recipient in report.recipients {
                let words = [recipient.diagnostic, recipient.status, recipient.final, report.messageID]
                    .compactMap(\.self)
                #expect(!words.contains { $0.contains("\n") || $0.contains("\r") }, Fuzz.Case.name)
            }
        }
    }

    private static let returned = """
        Delivered-To: actions+17@example.org
        From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
        To: actions+17@example.org
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b/1"

        --b/1
        Content-Type: text/plain; charset=us-ascii

        It could not be delivered.
        --b/1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; h.osei@example.net
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <h.osei@example.net>:
            no such user here

        --b/1
        Content-Type: message/rfc822

        Message-ID: <abc@example.org>
        Subject: VAWG Board

        Dear Ms Osei,
        --b/1--

        """
}
