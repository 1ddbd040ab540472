import ActionRegister
import Foundation
import HTTPTypes
import Hummingbird
import Mail
import Reminders
import Store

/// What an owner can open and send.
///
/// GET shows and changes nothing, however often a scanner asks; a button posts, and
/// pressing it twice acts once.
struct AnswerRoutes: Sendable {
    let host: ConsoleHost
    let links: AnswerLinks

    func add(to router: Router<ConsoleContext>) {
        router.get("a/:token") { [self] request, context in
            let query = Form(urlEncoded: request.uri.query ?? "")
            return try answering(context) { try show($0, notice: AnswerNotice(rawValue: query["done"])) }
        }
        router.post("a/:token/fresh") { [self] _, context in try fresh(context) }
        router.post("a/:token/away") { [self] request, context in
            let form = try await request.form()
            return try answering(context) { try act(form, "away", $0) { try $0.handOver(form) } }
        }
        router.post("a/:token/back") { [self] _, context in
            try answering(context) { desk in try act(Form(), "back", desk) { try $0.comeBack() } }
        }
        for (word, refuses) in [("stop", true), ("start", false)] {
            router.post("a/:token/\(word)") { [self] request, context in
                let isOneClick = try await request.isOneClick()
                return try answering(context) { desk in
                    let reply = try act(Form(), word, desk) { try $0.remind(!refuses) }
                    return isOneClick && reply.status == .seeOther ? Response(status: .ok) : reply
                }
            }
        }
        router.get("a/:token/stop") { [self] _, context in try answering(context) { try show($0) } }
        for kind in AnswerKind.allCases {
            router.post("a/:token/actions/:action/\(kind.rawValue)") { [self] request, context in
                let form = try await request.form()
                let id: Action.ID = .init(context.parameters.get("action", as: Int64.self) ?? 0)
                return try answering(context, typed: form) { desk in
                    try act(form, "\(kind.rawValue)-\(id)", desk) { try $0.answer(kind, id, form) }
                }
            }
        }
    }

    /// Opens the page of whom the link is for; another one explains itself.
    ///
    /// - Parameter typed: what was sent, which is shown where it cannot be kept.
    private func answering(
        _ context: ConsoleContext, typed: Form = Form(), _ body: (AnswerDesk) throws -> Response
    ) throws -> Response {
        guard let claim = context.parameters.get("token").flatMap({ links.claim(of: $0) }) else {
            return .html(AnswerPages.unknown, .notFound)
        }
        guard !claim.isExpired(at: host.now()), let desk = try AnswerDesk(claim, host, links) else {
            return .html(AnswerPages.expired(links.token(of: claim), typed: typed), .gone)
        }
        return try body(desk)
    }

    private func show(
        _ desk: AnswerDesk, notice: AnswerNotice? = nil, refused: FormRefusal? = nil
    ) throws -> Response {
        .html(
            try AnswerPages.page(desk, notice: notice, refused: refused), refused?.problem.status ?? .ok)
    }

    private func act(
        _ form: Form, _ name: String, _ desk: AnswerDesk, _ body: (AnswerDesk) throws -> AnswerNotice
    ) throws -> Response {
        do {
            let notice = try body(desk)
            host.ring()
            return .seeOther("/a/\(desk.token)?done=\(notice.rawValue)")
        } catch {
            guard let problem = FieldProblem(of: error) else { throw error }
            if problem.status.code >= 500 { host.logger.tellPageFailure(error) }
            return try show(desk, refused: .init(form: name, typed: form, problem: problem))
        }
    }

    /// A fresh link goes to the mailbox that the register has, to nobody else, and at
    /// most once an hour.
    private func fresh(_ context: ConsoleContext) throws -> Response {
        guard let claim = context.parameters.get("token").flatMap({ links.claim(of: $0) }) else {
            return .html(AnswerPages.unknown, .notFound)
        }
        guard let mailbox = try host.store.personIfAny(claim.person)?.mailbox else {
            return .html(AnswerPages.sent)
        }
        let renewed = AnswerLinks.Claim(
            person: claim.person, board: claim.board, mailbox: mailbox, madeAt: host.now())
        if let desk = try AnswerDesk(renewed, host, links),
            try host.store.noteAnswerLinkSent(to: claim.person, at: host.realTime())
        {
            let letter = LinkLetter(freshFor: desk, at: mailbox, links.link(to: renewed), host)
            Task { [host] in await host.post(letter.message, mailbox) }
        }
        return .html(AnswerPages.sent)
    }
}

extension Request {
    /// Whether a mail program posts by itself, of which no redirection may come
    /// (RFC 8058 §3.1); its form has one of two encodings.
    fileprivate func isOneClick() async throws -> Bool {
        let buffer = try await body.collect(upTo: 65_536)
        return String(buffer: buffer).contains("One-Click")
    }
}

/// What an owner can say about one action; the word stands in the address.
enum AnswerKind: String, CaseIterable {
    case update, done, undone, date
}

/// What was just done, for the next page.
enum AnswerNotice: String {
    case kept, proposed, partDone, undone, asked, away, back, stopped, started

    var words: String {
        switch self {
        case .kept: "Thank you: your update is with the secretariat."
        case .proposed: "Thank you: the board will decide whether it is closed."
        case .partDone: "Thank you: your part is done, and you are not asked about it any more."
        case .undone: "It is open again."
        case .asked: "Thank you: the secretariat will decide on the day you asked for."
        case .back: "Welcome back: letters come to you again."
        case .stopped:
            "You get no more reminders from this board. What is assigned to you, moves or is overdue still reaches you."
        case .started: "You are reminded again."
        case .away: "Thank you: letters go to your deputy until you are back."
        }
    }
}
