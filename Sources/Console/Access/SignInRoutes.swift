import ActionRegister
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Mail
import Store

/// Signing in and out.
///
/// A link is opened by GET, which changes nothing, for scanners open every link of
/// every letter; the button on that page signs in. Whether an address is known is
/// said to nobody.
struct SignInRoutes: Sendable {
    let host: ConsoleHost

    func add(to router: Router<ConsoleContext>) {
        // Elsewhere the proxy in front signs people in and out.
        guard host.signIn == .link else { return }
        router.get("sign-in") { [self] request, _ in
            Response.html(
                frame(Form(urlEncoded: request.uri.query ?? "")).html(askPage(typed: "", problem: nil)))
        }
        router.post("sign-in") { [self] request, _ in try await ask(request) }
        router.get("sign-in/:key") { [self] _, context in try show(context) }
        router.post("sign-in/:key") { [self] _, context in try enter(context) }
        router.post("sign-out") { [self] request, _ in try await leave(request) }
    }

    private func frame(_ query: Form) -> Frame {
        Frame(notice: query["done"] == Notice.signedOut.rawValue ? Notice.signedOut.words : nil)
    }

    private func askPage(typed: String, problem: String?) -> Page {
        let wrong: HTML = problem.map { "<span class=\"wrong\" id=\"email-wrong\">\($0)</span>" } ?? ""
        let described: HTML =
            problem == nil ? "" : " aria-describedby=\"email-wrong\" aria-invalid=\"true\""
        return Page(
            title: "Sign in",
            content: """
                <p>For the secretariats and chairs of boards. We send you a link; there is no password.</p>
                <form method="post" action="/sign-in">
                <p class="field"><label for="email">Your email address</label>\(wrong)<input id="email" name="email" type="email" autocomplete="email" value="\(typed)" required\(described)></p>
                <p class="buttons"><button>Send me a link</button></p>
                </form>

                """)
    }

    /// The answer is the same, and comes as soon, whoever asks.
    private func ask(_ request: Request) async throws -> Response {
        let form = try await request.form()
        guard let mailbox = Mailbox(form["email"]) else {
            let page = askPage(
                typed: form["email"], problem: "Write an address like h.osei@example.org.")
            return .html(Frame().html(page), .unprocessableContent)
        }
        let page = Page(
            title: "Look at your mail",
            content: """
                <p>If \(mailbox.addressSpec) belongs to somebody who keeps or chairs a board here, a link is on its way. It lets you in once, within 15 minutes.</p>
                <p>Nothing there? Look among the unwanted mail, or <a href="/sign-in">try again</a>.</p>

                """)
        return .html(Frame().html(page), afterwards: { [self] in send(to: mailbox) })
    }

    /// After the answer, so that nobody learns from its time whether an address is
    /// known; to the mailbox as the register has it.
    private func send(to typed: Mailbox) {
        do {
            guard let visitor = try host.store.visitor(at: typed, now: host.now()),
                let mailbox = visitor.person.mailbox
            else { return }
            let key = AccessKey(bytes: host.secret())
            // Whoever it was that typed the address: it is not known to be theirs.
            let told = Told(by: "console", at: host.now(), realTime: host.realTime())
            let person: Logger.Metadata = ["person": "\(visitor.person.id)"]
            guard try host.store.keepSignInLink(key, for: visitor.person.id, told: told) else {
                return host.logger.notice("too many sign-in links were asked for", metadata: person)
            }
            host.logger.info("a sign-in link was asked for", metadata: person)
            let letter = LinkLetter(signingIn: visitor.person, at: mailbox, by: key, host)
            Task { [host] in await host.post(letter.message, mailbox) }
        } catch {
            host.logger.warning("a link was not sent", metadata: ["why": "\(error)"])
        }
    }

    private func key(_ context: ConsoleContext) -> AccessKey? {
        context.parameters.get("key").flatMap(AccessKey.init(shown:))
    }

    private func show(_ context: ConsoleContext) throws -> Response {
        guard let key = key(context), try host.store.isSignInLink(key, at: host.realTime()) else {
            return Self.expired
        }
        let page = Page(
            title: "Sign in",
            content: """
                <form method="post" action="/sign-in/\(key.text)">
                <p>This opens minuted on this device until you sign out, for 12 hours at most.</p>
                <p class="buttons"><button>Sign in</button></p>
                </form>

                """)
        return .html(Frame().html(page))
    }

    private static var expired: Response {
        let page = Page(
            title: "This link opens nothing any more",
            content: """
                <p>It lets you in once, and for 15 minutes only. <a href="/sign-in">Have another one sent</a>.</p>

                """)
        return .html(Frame().html(page), .gone)
    }

    private func enter(_ context: ConsoleContext) throws -> Response {
        let session = AccessKey(bytes: host.secret())
        let now = host.realTime()
        guard let key = key(context),
            let visitor = try host.store.signIn(
                by: key, session: session, told: Told(by: "console", at: host.now(), realTime: now))
        else { return Self.expired }
        host.logger.info("signed in", metadata: ["person": "\(visitor.person.id)"])
        var response = Response.seeOther("/")
        response.setCookie(Session.cookie(session.text, host))
        return response
    }

    /// Somebody may be signed out by another page's form, and loses nothing by it
    /// but the next click; the token is asked for all the same.
    private func leave(_ request: Request) async throws -> Response {
        let form = try await request.form()
        guard let session = try Session(request, host) else { return .seeOther("/sign-in") }
        try session.check(form)
        if let key = session.key { try host.store.signOut(key) }
        var response = Response.seeOther("/sign-in?done=\(Notice.signedOut.rawValue)")
        response.setCookie(Session.cookie("", host, seconds: 0))
        return response
    }
}

/// Who is signed in, and by what.
struct Session: Sendable {
    let visitor: Visitor
    /// `nil` where the reverse proxy says who it is.
    let key: AccessKey?
    let formToken: String

    /// `nil` where nobody is signed in.
    ///
    /// - Parameter store: whom to ask, where it is not the host's own.
    /// - Throws: where the database cannot be asked.
    init?(_ request: Request, _ host: ConsoleHost, in store: Store? = nil) throws {
        let store = store ?? host.store
        let told = Told(by: "console", at: host.now(), realTime: host.realTime())
        switch host.signIn {
        case .link:
            guard let key = request.cookies[Self.name(host)].flatMap({ AccessKey(shown: $0.value) }),
                let visitor = try store.visitor(of: key, told: told)
            else { return nil }
            (self.visitor, self.key) = (visitor, key)
            formToken = Digest.hex(Digest.hmac("form", key: Array(key.text.utf8)))
        case .proxyHeader:
            guard let mailbox = request.headers[.remoteUser].flatMap({ Mailbox($0) }),
                let visitor = try store.visitor(at: mailbox, now: told.now)
            else { return nil }
            (self.visitor, key) = (visitor, nil)
            formToken = Digest.hex(
                Digest.hmac("form \(visitor.person.id)", key: try store.answerKey()))
        }
    }

    /// - Throws: `PageFailure.staleForm` for a form that is not of this session.
    func check(_ form: Form) throws {
        guard Digest.isSame(form["token"], formToken) else { throw PageFailure.staleForm }
    }

    /// A browser takes a cookie of this name only by TLS and from this very host.
    private static func name(_ host: ConsoleHost) -> String {
        host.isSecure ? "__Host-minuted" : "minuted"
    }

    static func cookie(
        _ value: String, _ host: ConsoleHost, seconds: Int = Int(AccessLimits.session)
    ) -> Cookie {
        Cookie(
            name: name(host), value: value, maxAge: seconds, path: "/", secure: host.isSecure, httpOnly: true,
            sameSite: .lax)
    }
}

extension Request {
    /// The form that was sent.
    ///
    /// - Throws: where it is larger than a form may be.
    func form() async throws -> Form {
        let buffer = try await body.collect(upTo: ConsoleContext.largestForm)
        return Form(urlEncoded: String(buffer: buffer))
    }
}
