package import Hummingbird
import Logging
package import Reminders

/// The owners' pages: one for each reader of a board's letters, opened by the link
/// in them, without an account.
///
/// It stands at an address of its own, so that the console can stay inside.
package struct AnswerResponder: Responding {
    private let host: ConsoleHost
    private let responder: RouterResponder<ConsoleContext>
    private let guards: Guards

    /// - Parameters:
    ///   - host: as for the console, with the address of these pages.
    ///   - links: those that letters carry.
    package init(_ host: ConsoleHost, links: AnswerLinks) {
        self.host = host
        guards = Guards(isSecure: host.isSecure)
        let router = Router(context: ConsoleContext.self)
        router.addMiddleware { ErrorPages(logger: host.logger, homePath: nil) }
        Assets.add(to: router)
        AnswerRoutes(host: host, links: links).add(to: router)
        responder = router.buildResponder()
    }

    package func respond(to request: Request) async -> Response {
        let context = ConsoleContext(source: .init(logger: host.logger))
        var response =
            (try? await responder.respond(to: request.asGet, context: context))
            ?? Response(status: .internalServerError)
        guards.put(on: &response, at: host.now())
        response.headers[.robots] = "noindex, nofollow"
        return request.method == .head ? response.createHeadResponse() : response
    }
}
