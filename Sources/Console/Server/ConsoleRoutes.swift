import ActionRegister
import Foundation
import HTTPTypes
import Hummingbird
import Mail
import Scheduling
import Store

/// The console's addresses: which page or form stands at each.
struct ConsoleRoutes: Sendable {
    let host: ConsoleHost
    /// What has been done, so that a button that is pressed twice acts once.
    private let done = DoneForms()

    init(host: ConsoleHost) { self.host = host }

    typealias Making = @Sendable (Visit) throws -> Page
    typealias Acting = @Sendable (Visit, Form) throws -> FormReply

    func add(to router: Router<ConsoleContext>) {
        addToday(router)
        addRegister(router)
        addAction(router)
        addMeetings(router)
        addSchedule(router)
        addPeople(router)
        addOutbox(router)
        addRest(router)
    }
}

extension ConsoleRoutes {
    private func addToday(_ router: Router<ConsoleContext>) {
        page(router, "", TodayPage.make)
    }

    private func addRegister(_ router: Router<ConsoleContext>) {
        page(router, "boards/:board", BoardPage.make)
        file(router, "boards/:board/actions.csv", BoardExport.file)
        form(router, "boards/:board/bulk", shownBy: BoardPage.make, BoardForms.bulk)
        page(router, "boards/:board/new", NewActionPage.make)
        form(router, "boards/:board/new", shownBy: NewActionPage.make, NewActionPage.add)
        page(router, "boards/:board/release", ReleasePage.make)
        form(router, "boards/:board/release", shownBy: ReleasePage.make, ReleasePage.release)
        page(router, "boards/:board/import", ImportPage.make)
        upload(router, "boards/:board/import", shownBy: ImportPage.make, ImportPage.take)
    }

    private func addAction(_ router: Router<ConsoleContext>) {
        page(router, "actions/:action", ActionPage.make)
        for form in ActionForm.allCases {
            self.form(router, "actions/:action/\(form.rawValue)", shownBy: ActionPage.make) { visit, typed in
                try form.act(visit, typed)
            }
        }
        form(router, "actions/:action/request", shownBy: ActionPage.make, ActionPage.decide)
    }

    private func addMeetings(_ router: Router<ConsoleContext>) {
        page(router, "boards/:board/meetings", MeetingsPage.make)
        form(router, "boards/:board/meetings/add", shownBy: MeetingsPage.make, MeetingsPage.add)
        form(router, "boards/:board/meetings/generate", shownBy: MeetingsPage.make, MeetingsPage.generate)
        page(router, "boards/:board/meetings/:meeting", CyclePage.make)
        for form in MeetingForm.allCases {
            self.form(
                router, "boards/:board/meetings/:meeting/\(form.rawValue)", shownBy: CyclePage.make
            ) { visit, typed in try form.act(visit, typed) }
        }
        page(router, "boards/:board/meetings/:meeting/record", RecordPage.make)
        form(
            router, "boards/:board/meetings/:meeting/record", shownBy: RecordPage.make, RecordPage.record)
    }

    private func addSchedule(_ router: Router<ConsoleContext>) {
        page(router, "boards/:board/schedule", SchedulePage.make)
        form(router, "boards/:board/schedule/add", shownBy: SchedulePage.make, SchedulePage.add)
        form(router, "boards/:board/schedule/remove", shownBy: SchedulePage.make, SchedulePage.remove)
        page(router, "boards/:board/activate", ActivatePage.make)
        form(router, "boards/:board/activate", shownBy: ActivatePage.make, ActivatePage.activate)
        form(router, "boards/:board/pause", shownBy: ActivatePage.make, ActivatePage.pause)
        page(router, "boards/:board/letters", LettersPage.make)
        form(router, "boards/:board/letters/hold", shownBy: LettersPage.make, LettersPage.hold)
        page(router, "boards/:board/letters/next", NextLetterPage.make)
        page(router, "boards/:board/settings", SettingsPage.make)
        form(
            router, "boards/:board/settings", shownBy: SettingsPage.make, mayOnlyShow: true, SettingsPage.save
        )
        page(router, "new-board", NewBoardPage.make)
        form(router, "new-board", shownBy: NewBoardPage.make, NewBoardPage.add)
    }

    private func addPeople(_ router: Router<ConsoleContext>) {
        page(router, "people", PeoplePage.make)
        for form in PeopleForm.allCases {
            self.form(
                router, "people/\(form.rawValue)", shownBy: PeoplePage.make, mayOnlyShow: form == .merge
            ) { visit, typed in try form.act(visit, typed) }
        }
        page(router, "people/:person", PersonPage.make)
        for form in PersonForm.allCases {
            self.form(router, "people/:person/\(form.rawValue)", shownBy: PersonPage.make) { visit, typed in
                try form.act(visit, typed)
            }
        }
    }

    private func addOutbox(_ router: Router<ConsoleContext>) {
        page(router, "outbox", OutboxPage.make)
        page(router, "outbox/:letter", LetterPage.make)
        router.get("outbox/:letter/html") { [self] request, context in
            try await visiting(request, context) { try LetterPage.frame($0) }
        }
        form(router, "outbox/:letter/order", shownBy: LetterPage.make, LetterPage.order)
    }

    private func addRest(_ router: Router<ConsoleContext>) {
        page(router, "silences", SilencesPage.make)
        form(router, "silences/add", shownBy: SilencesPage.make, SilencesPage.add)
        form(router, "silences/end", shownBy: SilencesPage.make, SilencesPage.end)
        page(router, "audit", AuditPage.make)
    }
}

extension ConsoleRoutes {
    /// A page: it is asked for by GET and changes nothing.
    private func page(_ router: Router<ConsoleContext>, _ path: RouterPath, _ make: @escaping Making) {
        router.get(path) { [self] request, context in
            try await visiting(request, context) { visit in
                let page = try make(visit)
                return .html(try frame(visit).html(page))
            }
        }
    }

    /// A file to keep.
    private func file(
        _ router: Router<ConsoleContext>, _ path: RouterPath,
        _ make: @escaping @Sendable (Visit) throws -> Response
    ) {
        router.get(path) { [self] request, context in try await visiting(request, context, make) }
    }

    /// A form: it is carried out whole, or the page it stands on is shown again with
    /// what was typed and what is wrong.
    ///
    /// - Parameter mayOnlyShow: whether it writes nothing where it has the field `show`.
    private func form(
        _ router: Router<ConsoleContext>, _ path: RouterPath, shownBy page: @escaping Making,
        mayOnlyShow: Bool = false, _ act: @escaping Acting
    ) {
        router.post(path) { [self] request, context in
            let typed = try await request.form()
            guard try Session(request, host) != nil else { return ErrorPage.staleForm(with: typed) }
            let sent = Sent(form: typed, request: request, onlyShows: mayOnlyShow && typed.has("show"))
            return try await visiting(request, context) { try reply(to: sent, $0, page, act) }
        }
    }

    /// A form with a file, which shows what it would do until it has the field `confirmed`.
    private func upload(
        _ router: Router<ConsoleContext>, _ path: RouterPath, shownBy page: @escaping Making,
        _ act: @escaping @Sendable (Visit, Form, UploadedFile?) throws -> FormReply
    ) {
        router.post(path) { [self] request, context in
            guard try Session(request, host) != nil else { throw PageFailure.staleForm }
            let (typed, file) = try await request.upload()
            let sent = Sent(form: typed, request: request, onlyShows: !typed.has("confirmed"))
            return try await visiting(request, context) { visit in
                try reply(to: sent, visit, page) { try act($0, $1, file) }
            }
        }
    }

    /// A form that was sent.
    private struct Sent: Sendable {
        var form: Form
        var request: Request
        /// Whether it writes nothing.
        var onlyShows: Bool
    }

    private func reply(
        to sent: Sent, _ visit: Visit, _ page: Making, _ act: Acting
    ) throws -> Response {
        let typed = sent.form
        guard Digest.isSame(typed["token"], visit.formToken) else {
            return ErrorPage.staleForm(with: typed, isSignedIn: true)
        }
        do {
            switch try done.once(mark(of: sent, visit), { try carryOut(sent, visit, act) }) {
            case .done(let notice, let path):
                host.ring()
                return .seeOther(path + (path.contains("?") ? "&" : "?") + "done=\(notice.rawValue)")
            case .page(let page): return .html(try frame(visit).html(page))
            }
        } catch {
            guard let problem = FieldProblem(of: error) else { throw error }
            if problem.status.code >= 500 { host.logger.tellPageFailure(error) }
            var again = visit
            again.allBoards = try host.store.boards()
            again.refused = FormRefusal(form: typed["form"], typed: typed, problem: problem)
            let shown = try page(again)
            var around = try frame(again)
            let isSaid = shown.content.description.contains("id=\"\(typed["form"])-problem\"")
            if !isSaid { around.problem = problem.words }
            return .html(around.html(shown), problem.status)
        }
    }

    /// Makes one transaction of a form: what it is judged by, the rights of its sender
    /// among it, is still so when it writes, whoever else writes at that instant. What
    /// writes nothing is judged as a page is.
    private func carryOut(_ sent: Sent, _ visit: Visit, _ act: Acting) throws -> FormReply {
        if sent.onlyShows { return try act(visit, sent.form) }
        return try visit.store.together { store in
            guard let session = try Session(sent.request, host, in: store) else {
                throw PageFailure.staleForm
            }
            var visit = visit
            (visit.store, visit.visitor, visit.allBoards) = (store, session.visitor, try store.boards())
            return try act(visit, sent.form)
        }
    }

    /// By which the same form is known when it comes again; `nil` where it carries no number,
    /// and where it only shows what it would do.
    ///
    /// Of what was typed, too: who goes back to the page, changes a word and sends it has
    /// sent another form.
    private func mark(of sent: Sent, _ visit: Visit) -> String? {
        if sent.form["once"].isEmpty || sent.onlyShows { return nil }
        return Digest.sha256Hex("\(visit.path) \(visit.formToken) \(sent.form.query)".utf8)
    }

    /// Somebody who is not signed in is asked to; nothing else is said.
    private func visiting(
        _ request: Request, _ context: ConsoleContext, _ body: @Sendable (Visit) throws -> Response
    ) async throws -> Response {
        guard let session = try Session(request, host) else {
            guard request.method == .get else { throw PageFailure.staleForm }
            return host.signIn == .link ? .seeOther("/sign-in") : try refuseStranger()
        }
        return try body(
            Visit(
                host: host, visitor: session.visitor, formToken: session.formToken,
                once: Digest.hex(host.secret().prefix(8)), path: request.uri.path,
                parameters: context.parameters, query: Form(urlEncoded: request.uri.query ?? ""),
                allBoards: try host.store.boards(), now: host.now(), store: host.store))
    }

    private func refuseStranger() throws -> Response { throw PageFailure.forbidden }

    private func frame(_ visit: Visit) throws -> Frame {
        let sending = host.sending()
        let boards = visit.boards().filter { $0.state != .archived }
        var links = [Page.Link("/", "Today")] + boards.map { .init("/boards/\($0.slug)", $0.name) }
        if visit.keepsPeople {
            links += [
                .init("/outbox", "Outbox"), .init("/people", "People"), .init("/silences", "Silences"),
            ]
            if visit.keepsAllBoards() {
                links.append(.init("/audit", "Audit"))
            }
        }
        return Frame(
            visitor: visit.visitor.person.name, canSignOut: host.signIn == .link, links: links,
            path: visit.path,
            mode: sending.isLive ? nil : sending.words,
            notice: Notice(rawValue: visit.query["done"])?.words, formToken: visit.formToken)
    }
}

extension FieldProblem {
    /// What the form is shown again for, with what was typed: what a person can mend,
    /// and a register that cannot be written for now; `nil` for a fault of ours.
    init?(of error: any Error) {
        switch error {
        case let problem as FieldProblem: self = problem
        case let error as RegisterError: self.init(nil, ConsoleAdvice.words("\(error)").asSentence)
        case let error as SentenceError: self.init("sentence", "\(error)")
        case is StoreError:
            self.init(
                nil, "Nothing was kept: the register cannot be written just now. Send it again in a while.",
                status: .serviceUnavailable)
        default: return nil
        }
    }
}
