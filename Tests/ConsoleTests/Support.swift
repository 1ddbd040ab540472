import ActionRegister
import Console
import Foundation
import HTTPTypes
import Hummingbird
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

    /// What any responder answers.
    init(
        of responder: any Responding, _ method: HTTPRequest.Method, _ path: String, fields: HTTPFields = [:],
        body: String = ""
    ) async {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))))
        let writer = Collector()
        try? await response.body.write(writer)
        status = response.status.code
        self.fields = response.headers
        self.body = String(decoding: writer.bytes, as: UTF8.self)
    }

    private final class Collector: ResponseBodyWriter {
        private(set) var bytes: [UInt8] = []

        func write(_ buffer: ByteBuffer) { bytes += buffer.readableBytesView }
        func finish(_ trailingHeaders: HTTPFields?) {}
    }
}
