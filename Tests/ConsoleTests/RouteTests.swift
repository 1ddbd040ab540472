import Console
import Foundation
import HTTPTypes
import Hummingbird
import Store
import Testing

@Suite struct RouteTests {
    static let pages = ["/healthz", "/readyz", "/metrics"]

    @Test func processThatLivesSaysSoHoweverItIs() async {
        let answer = await Answer.to("/healthz", of: .ill)
        #expect(answer.status == 200 && answer.body == "alive\n")
    }

    @Test func readyDaemonAnswers200() async {
        let answer = await Answer.to("/readyz")
        #expect(answer.status == 200 && answer.body == "ready\n")
    }

    @Test func unreadyDaemonAnswers503WithOneReasonALine() async {
        let answer = await Answer.to("/readyz", of: .ill)
        #expect(answer.status == 503)
        #expect(
            answer.body == """
                relay-refuses: the relay has refused us: 535 5.7.8 "no"
                late: letters should have gone since 2026-11-23T05:00:00Z

                """)
    }

    @Test func reasonThatRunsOverLinesStaysOnOne() async {
        var report = HealthReport.well
        report.obstacles = [HealthObstacle(.database, "one\ntwo\r\nthree")]
        #expect(await Answer.to("/readyz", of: report).body == "database: one two three\n")
    }

    @Test func programThatAsksForJSONGetsIt() async throws {
        let answer = await Answer.to("/readyz", of: .ill, accept: "text/html, application/json;q=0.9")
        #expect(answer.status == 503 && answer.fields[.contentType] == "application/json")
        struct Readiness: Decodable {
            var ready: Bool
            var reasons: [HealthObstacle]
        }
        let readiness = try JSONDecoder().decode(Readiness.self, from: Data(answer.body.utf8))
        #expect(!readiness.ready && readiness.reasons == HealthReport.ill.obstacles)
        #expect(
            await Answer.to("/readyz", accept: "application/json").body == #"{"ready":true,"reasons":[]}"#
                + "\n")
    }

    @Test(arguments: pages)
    func headIsAnsweredLikeGetWithoutTheBody(page: String) async {
        let get = await Answer.to(page, of: .ill), head = await Answer.to(page, of: .ill, .head)
        #expect(head.status == get.status && head.fields == get.fields && head.body == "")
        #expect(head.fields[.contentLength] == String(get.body.utf8.count))
    }

    @Test(arguments: pages, [HTTPRequest.Method.post, .put, .delete, .options])
    func otherMethodsAreRefused(page: String, method: HTTPRequest.Method) async {
        let answer = await Answer.to(page, method)
        #expect(answer.status == 405 && answer.fields[.allow] == "GET, HEAD")
    }

    @Test(arguments: ["/", "/healthz/", "/metrics/x", "/readyz%00", "//healthz"])
    func otherPathsAreNotFound(path: String) async {
        #expect(await Answer.to(path).status == 404)
    }

    @Test func queryIsIgnored() async {
        #expect(await Answer.to("/healthz?verbose=1").status == 200)
    }

    @Test(arguments: pages + ["/elsewhere"], [HTTPRequest.Method.get, .post])
    func everyAnswerIsDatedKeptByNobodyAndTakenForWhatItIs(path: String, method: HTTPRequest.Method) async {
        let fields = await Answer.to(path, method).fields
        #expect(fields[.date] == "Mon, 23 Nov 2026 09:00:00 GMT")
        #expect(fields[.cacheControl] == "no-store" && fields[.xContentTypeOptions] == "nosniff")
    }
}
