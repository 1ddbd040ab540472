package import Foundation
import HTTPTypes
package import Hummingbird
import Mail
import NIOCore

/// Answers `/healthz`, `/readyz` and `/metrics`. It changes nothing.
package struct HealthResponder: Responding {
    private let report: @Sendable () async -> HealthReport
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - report: how the daemon is at the moment it is asked.
    ///   - now: what answers are dated by.
    package init(now: @escaping @Sendable () -> Date, report: @escaping @Sendable () async -> HealthReport) {
        (self.now, self.report) = (now, report)
    }

    package func respond(to request: Request) async -> Response {
        var response = await answer(to: request)
        response.headers[.date] = MessageDate.http(now())
        response.headers[.cacheControl] = "no-store"
        response.headers[.xContentTypeOptions] = "nosniff"
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(to request: Request) async -> Response {
        guard let page = Page(rawValue: request.uri.path) else { return text("not found\n", .notFound) }
        guard [.get, .head].contains(request.method) else {
            var refusal = text("only GET and HEAD\n", .methodNotAllowed)
            refusal.headers[.allow] = "GET, HEAD"
            return refusal
        }
        switch page {
        case .alive: return text("alive\n")
        case .ready: return readiness(await report(), asJSON: wantsJSON(request))
        case .metrics: return text(await report().metrics, type: PrometheusText.contentType)
        }
    }

    private enum Page: String {
        case alive = "/healthz"
        case ready = "/readyz"
        case metrics = "/metrics"
    }

    private func readiness(_ report: HealthReport, asJSON: Bool) -> Response {
        let status: HTTPResponse.Status = report.isReady ? .ok : .serviceUnavailable
        return asJSON
            ? text(report.readinessJSON, status, type: "application/json")
            : text(report.readinessText, status)
    }

    private func wantsJSON(_ request: Request) -> Bool {
        request.headers[.accept]?.lowercased().contains("application/json") ?? false
    }

    private func text(
        _ text: String, _ status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
