import ActionRegister
import Foundation
import Hummingbird
import Mail
import Reminders
import Store

/// One letter: what became of it in the relay's words, and the message as it was sent.
struct LetterPage {
    var line: OutboxLine
    var board: Board
    var attempts: [RecordedAttempt]
    var bytes: [UInt8]?

    static func make(_ visit: Visit) throws -> Page {
        let model = try LetterPage(visit)
        return Page(
            title: "Letter \(model.line.entry.id)", above: [.init("/outbox", "Outbox")],
            content: model.html(visit))
    }

    init(_ visit: Visit) throws {
        try visit.mustKeepPeople()
        let id: OutboxEntry.ID = .init(try visit.number("letter"))
        do { line = try visit.store.outboxLine(id) } catch is RegisterError { throw PageFailure.notFound }
        board = try visit.board(line.entry.board)
        try visit.mustKeep(board)
        attempts = try visit.store.attempts(of: id)
        bytes = try visit.store.message(of: id).map(OwnersLink.struckOut)
        guard bytes == nil, [.queued, .held, .deferred].contains(line.entry.state) else { return }
        let sending = visit.host.sending()
        preview = try? LetterPreview(
            of: id, in: visit.store, sender: sending.sender, mode: sending.mode, at: visit.now
        ).map { NextLetterPage.html($0, board) }
    }

    /// What it would say, while it has not been written.
    var preview: HTML?

    private var path: String { "/outbox/\(line.entry.id)" }

    private func html(_ visit: Visit) -> HTML {
        facts + tries + (visit.visitor.mayKeep(board.id) ? orders(visit) : "") + message
    }

    private var facts: HTML {
        let entry = line.entry
        return .facts([
            ("Board", "<a href=\"/boards/\(board.slug)\">\(board.name)</a>"), ("To", line.whom),
            ("About", line.about), ("State", line.stateHTML(board)),
            ("Made", board.html(of: entry.enqueuedAt)),
            ("Worth sending until", board.html(of: entry.expires)),
            ("Last words", entry.lastReply.map { "\($0)" }), ("Message-ID", "\(entry.messageID)"),
        ])
    }

    private var tries: HTML {
        guard !attempts.isEmpty else { return "<h2>Attempts</h2>\n<p>None yet.</p>\n" }
        return "<h2>Attempts</h2>\n"
            + .table(
                "In the relay’s words", ["When", "What came of it", "Relay", "Took", "Words"],
                attempts.map {
                    [
                        board.html(of: $0.startedAt), "\($0.outcome.rawValue)", "\($0.relay)",
                        "\($0.milliseconds) ms", "\($0.words ?? "")",
                    ]
                })
    }

    private func orders(_ visit: Visit) -> HTML {
        // What is held is let go; trying again would be the same.
        let possible = OutboxOrder.allCases.filter {
            $0.states.contains(line.entry.state) && !($0 == .retry && line.entry.state == .held)
        }
        guard !possible.isEmpty else { return "" }
        let form = FormView(id: "order", action: "\(path)/order", visit: visit)
        return "<h2>What to do</h2>\n"
            + form.html(
                form.choice("order", "With this letter", possible.map { ($0.rawValue, $0.words) }),
                button: "Do it")
    }

    private var message: HTML {
        guard let bytes, let received = ReceivedMessage(bytes) else {
            if let preview { return "<h2>The letter, as it would go now</h2>\n" + preview }
            let isToCome = [.queued, .held, .deferred, .active].contains(line.entry.state)
            let words =
                isToCome
                ? "It is written when it goes."
                : "There is none: it was never written, or has been erased, as all are after a time."
            return "<h2>The message</h2>\n<p>\(words)</p>\n"
        }
        return """
            <h2>The message, as it was made</h2>
            <h3>Text</h3>
            <div class="letter" tabindex="0" role="region" aria-label="Text">\(received.text ?? "")</div>
            <details><summary>HTML</summary>
            <iframe src="\(path)/html" sandbox title="The letter as HTML"></iframe>
            </details>
            <details><summary>Source</summary>
            <pre class="source" tabindex="0">\(String(decoding: bytes, as: UTF8.self))</pre>
            </details>

            """
    }

    /// The HTML part for a frame in which nothing of it runs.
    static func frame(_ visit: Visit) throws -> Response {
        let model = try LetterPage(visit)
        let part = model.bytes.flatMap { ReceivedMessage($0) }?.parts.first { $0.type == "text/html" }
        guard let part else { throw PageFailure.notFound }
        var response = Response.html(part.text)
        response.headers[.contentSecurityPolicy] = Guards.letterPolicy
        return response
    }

    static func order(_ visit: Visit, _ form: Form) throws -> FormReply {
        let model = try LetterPage(visit)
        try visit.mustKeep(model.board.id)
        guard let order = OutboxOrder(rawValue: form["order"]) else {
            throw FieldProblem("order", "Choose what to do.")
        }
        _ = try visit.store.carryOut(order, on: [model.line.entry.id], told: visit.told)
        let notice: Notice =
            switch order {
            case .retry, .release: .retried
            case .hold: .saved
            case .discard: .discarded
            }
        return .done(notice, at: "/outbox/\(model.line.entry.id)")
    }
}

extension OutboxOrder {
    fileprivate var words: String {
        switch self {
        case .retry: "try again now"
        case .hold: "hold it"
        case .release: "let it go"
        case .discard: "discard it: it is never sent"
        }
    }
}
