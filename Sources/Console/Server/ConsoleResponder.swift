import ActionRegister
import Foundation
import HTTPTypes
package import Hummingbird
import Logging
import Mail
import Reminders
import Store

/// The console: pages over the register for those who keep it.
///
/// It has no rule of its own: a page reads the store and the planner, a form is carried
/// out by the store's method, which judges what is asked as it does for the command line.
package struct ConsoleResponder: Responding {
    private let host: ConsoleHost
    private let responder: RouterResponder<ConsoleContext>
    private let guards: Guards

    package init(_ host: ConsoleHost) {
        self.host = host
        guards = Guards(isSecure: host.isSecure)
        let router = Router(context: ConsoleContext.self)
        router.addMiddleware {
            ErrorPages(logger: host.logger, homePath: "/")
            OwnForms()
        }
        SignInRoutes(host: host).add(to: router)
        Assets.add(to: router)
        ConsoleRoutes(host: host).add(to: router)
        responder = router.buildResponder()
    }

    package func respond(to request: Request) async -> Response {
        let context = ConsoleContext(source: .init(logger: host.logger))
        // `ErrorPages` has made a page of every failure.
        var response =
            (try? await responder.respond(to: request.asGet, context: context))
            ?? Response(status: .internalServerError)
        guards.put(on: &response, at: host.now())
        return request.method == .head ? response.createHeadResponse() : response
    }
}

/// Answers every failure with a page.
struct ErrorPages: RouterMiddleware {
    let logger: Logger
    let homePath: String?

    func handle(
        _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            return ErrorPage.response(to: error, logger, homePath: homePath)
        }
    }
}

/// Takes no form that a page of somebody else sends, where the browser says whose it is:
/// the form that signs in has no token yet, and would let another page sign its own
/// reader in as somebody else.
struct OwnForms: RouterMiddleware {
    func handle(
        _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        if request.method == .post, let site = request.headers[.secFetchSite], site != "same-origin",
            site != "none"
        {
            throw PageFailure.staleForm
        }
        return try await next(request, context)
    }
}

/// What is shown where there is no page.
enum ErrorPage {
    /// Of a form whose sender is not signed in any more, or has signed in anew since: what
    /// they wrote, to be copied.
    static func staleForm(with typed: Form, isSignedIn: Bool = false) -> Response {
        let texts = typed.names.filter { !Form.ours.contains($0) }.map { typed[$0] }
            .filter { $0.contains(where: \.isWhitespace) }
        let items: [HTML] = texts.map { "<p class=\"words\">\($0)</p>\n" }
        let words: HTML =
            items.isEmpty ? "" : "<h2>What you wrote</h2>\n<p>Copy it, so that it is not lost.</p>\n\(items)"
        let page = Page(
            title: isSignedIn ? "This form is too old" : "You are not signed in any more",
            content: (isSignedIn
                ? "<p>Nothing was changed: you have signed in anew since it was opened. <a href=\"/\">Go to the first page</a>, open the form again and fill it in once more.</p>\n"
                : "<p>Nothing was changed. <a href=\"/\">Sign in again</a>, open the page anew and fill it in once more.</p>\n")
                + words)
        return .html(Frame().html(page), .forbidden)
    }

    static func response(to error: any Error, _ logger: Logger, homePath: String?) -> Response {
        let (status, title, words) = told(error)
        if status.code >= 500 { logger.tellPageFailure(error) }
        let home: HTML = homePath.map { "<p><a href=\"\($0)\">To the first page</a></p>\n" } ?? ""
        let page = Page(title: title, content: "<p>\(words)</p>\n" + home)
        return .html(Frame(homePath: homePath).html(page), status)
    }

    private static func told(_ error: any Error) -> (HTTPResponse.Status, String, String) {
        switch error {
        case PageFailure.notFound:
            (.notFound, "There is no such page", "Perhaps it was moved, or the address is not whole.")
        case PageFailure.forbidden:
            (.forbidden, "This is not yours to do", "The board's secretariat or an administrator can.")
        case PageFailure.staleForm:
            (
                .forbidden, "This form is too old",
                "Nothing was changed. Sign in again, open the page anew and fill it in once more."
            )
        case PageFailure.fileTooLarge:
            (
                .contentTooLarge, "This file is too large",
                "Nothing was changed. An import takes 4 megabytes at once; divide the file."
            )
        case let error as any HTTPResponseError where error.status == .contentTooLarge:
            (
                error.status, "This is too much at once",
                "Nothing was changed. A form takes two megabytes; go back, and make what you typed shorter."
            )
        case let error as any HTTPResponseError where error.status.code < 500:
            (
                error.status, error.status == .notFound ? "There is no such page" : "This cannot be read",
                "Nothing was changed."
            )
        // The log has its words: they tell of files, and of what an operator does.
        case is StoreError:
            (
                .serviceUnavailable, "The register cannot be used just now",
                "Nothing was changed. Try again in a while; the operator finds the reason in the log."
            )
        case let error as RegisterError:
            (.badRequest, "This cannot be done", ConsoleAdvice.words("\(error)"))
        default:
            (
                .internalServerError, "Something went wrong here",
                "Nothing was changed. The operator finds the reason in the log."
            )
        }
    }
}

extension Logger {
    /// What the reader of a page cannot mend, the operator must hear of.
    func tellPageFailure(_ error: any Error) {
        self.error("a page could not be made", metadata: ["why": "\(error)"])
    }
}
