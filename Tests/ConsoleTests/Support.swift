import ActionRegister
import Console
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mail
import NIOCore
import Store
import Testing

extension HealthReport {
    static let now = Date(timeIntervalSince1970: 1_795_424_400)

    /// A daemon that has looked and has nothing to do.
    static var well: HealthReport {
        var report = HealthReport(now: now, version: "1.2.3", mode: "live")
        report.lookDuration = 0.0125
        report.sending = SendingCondition(
            look: LookTimes(last: now - 60, lastGood: now - 60, next: now + 3540))
        return report
    }

    /// One that is in trouble in every way at once.
    static var ill: HealthReport {
        var report = well
        report.mode = "allow-list"
        report.relay = .refusing
        report.attempts = [.relayed: 12, .deferred: 3, .unknown: 1]
        report.lateSince = now - 10_800
        report.secretExpires = CalendarDay(2027, 9, 1)
        report.sending?.letters = [.queued: 4, .deferred: 1, .relayed: 120]
        report.sending?.oldestWaiting = now - 90_000.25
        report.sending?.nextAttempt = now - 10_800
        report.obstacles = [
            HealthObstacle(.relayRefuses, "the relay has refused us: 535 5.7.8 \"no\""),
            HealthObstacle(.late, "letters should have gone since 2026-11-23T05:00:00Z"),
        ]
        return report
    }
}

/// What a page answers.
struct Answer {
    var status: Int
    var fields: HTTPFields
    var body: String

    static func to(
        _ path: String, of report: HealthReport = .well, _ method: HTTPRequest.Method = .get,
        accept: String? = nil
    ) async -> Answer {
        let responder = HealthResponder(now: { HealthReport.now }) { report }
        return await Answer(
            of: responder, method, path, fields: accept.map { [.accept: $0] } ?? [:])
    }

    /// What any responder answers, asked by the framework's own test client.
    init(
        of responder: any Responding, _ method: HTTPRequest.Method, _ path: String, fields: HTTPFields = [:],
        body: String = ""
    ) async {
        let application = Application(responder: Asked(responder: responder))
        let response = try! await application.test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: fields, body: ByteBuffer(string: body))
        }
        status = response.status.code
        self.fields = response.headers
        self.body = String(buffer: response.body)
    }

    /// A responder as the framework knows them.
    private struct Asked: HTTPResponder {
        typealias Context = BasicRequestContext

        let responder: any Responding

        func respond(to request: Request, context: Context) async -> Response {
            await responder.respond(to: request)
        }
    }
}

extension Answer {
    func expectGolden(_ name: String) throws { try Self.expectGolden(body, "\(name).html") }

    /// Compares a text with the one that is kept, byte for byte; writes it anew where
    /// that was asked for.
    static func expectGolden(_ text: String, _ name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["MINUTED_GOLDEN"] == "rewrite" {
            try Data(text.utf8).write(to: file)
        }
        #expect(try text == String(contentsOf: file, encoding: .utf8), "\(name)")
    }
}
