import ActionRegister
import Foundation
import HTTPTypes
import Hummingbird
import Mail
import Scheduling
import Store

/// One request of somebody who is signed in.
struct Visit: Sendable {
    let host: ConsoleHost
    var visitor: Visitor
    /// Stands in every form of theirs, and is asked for again with it.
    let formToken: String
    /// In each form of the page, so that one that is sent twice acts once.
    let once: String
    let path: String
    let parameters: Parameters
    /// What stands after the address's `?`.
    let query: Form
    /// As they were when the request came, or when its form is carried out.
    var allBoards: [Board]
    /// One time for all that this request decides.
    let now: Date
    /// A form that was sent and could not be carried out: what was typed, and why.
    var refused: FormRefusal?

    /// While a form is carried out it is of the one transaction that all of it is.
    var store: Store

    /// Who asks for a change, for the audit.
    var told: Told {
        Told(by: visitor.person.name, at: now, realTime: host.realTime(), person: visitor.person.id)
    }

    /// The boards that the visitor may read.
    func boards() -> [Board] { allBoards.filter { visitor.mayRead($0.id) } }

    /// The board that the address names, if the visitor may read it.
    ///
    /// - Throws: `PageFailure.notFound` otherwise: whether there is such a board is
    ///   nobody else's business.
    func board() throws -> Board {
        guard let slug = parameters.get("board"),
            let board = allBoards.first(where: { $0.slug == slug }), visitor.mayRead(board.id)
        else { throw PageFailure.notFound }
        return board
    }

    func board(_ id: Board.ID) throws -> Board {
        guard visitor.mayRead(id), let board = allBoards.first(where: { $0.id == id }) else {
            throw PageFailure.notFound
        }
        return board
    }

    /// - Throws: `PageFailure.forbidden` unless the visitor keeps the board's register.
    func mustKeep(_ board: Board) throws { try mustKeep(board.id) }

    /// The same, by number.
    func mustKeep(_ board: Board.ID) throws {
        guard visitor.mayKeep(board) else { throw PageFailure.forbidden }
    }

    /// Whether nothing of the register is kept from them.
    func keepsAllBoards() -> Bool { allBoards.allSatisfy { visitor.mayKeep($0.id) } }

    /// - Throws: `PageFailure.forbidden` unless the visitor is an administrator.
    func mustAdminister() throws {
        guard visitor.isAdministrator else { throw PageFailure.forbidden }
    }

    /// Whoever sets a mailbox reads what is sent there, a way into the console among it:
    /// only who keeps every board that a person has to do with may change theirs.
    ///
    /// - Throws: `PageFailure.forbidden` otherwise.
    func mustBeTrusted(with people: [Person.ID]) throws {
        guard !visitor.isAdministrator, !people.isEmpty else { return }
        try mustBeTrusted(with: store.concern(of: people))
    }

    /// The same, of what the people have to do with.
    func mustBeTrusted(with concern: PeopleConcern) throws {
        guard !visitor.isAdministrator else { return }
        guard concern.boards.allSatisfy(visitor.mayKeep), !concern.hasAdministrator else {
            throw PageFailure.forbidden
        }
    }

    /// Whether the mailbox and the absences of somebody are theirs to change.
    func isTrusted(with person: Person.ID) throws -> Bool {
        do { try mustBeTrusted(with: [person]) } catch PageFailure.forbidden { return false }
        return true
    }

    /// Whether people and organisations, which are all boards', are theirs to keep, too.
    var keepsPeople: Bool { visitor.isAdministrator || !visitor.kept.isEmpty }

    func mustKeepPeople() throws {
        guard keepsPeople else { throw PageFailure.forbidden }
    }

    /// The number that stands in a part of the address.
    func number(_ name: String) throws -> Int64 {
        guard let number = parameters.get(name).flatMap(Int64.init), number > 0 else {
            throw PageFailure.notFound
        }
        return number
    }
}

/// Why there is no page, by what the browser is told.
enum PageFailure: Error, Hashable {
    case notFound
    case forbidden
    /// The form was not one of ours, or of another session.
    case staleForm
    /// A file is larger than an import takes.
    case fileTooLarge
}

/// What is wrong with a field of a form, and what to write instead.
struct FieldProblem: Error, Hashable, Sendable {
    /// `nil` where it is about the form as a whole.
    var field: String?
    var words: String
    /// Of the page that shows it.
    var status: HTTPResponse.Status

    /// Whether somebody else was faster: what they wrote is shown beside what was typed.
    var isOvertaken: Bool { status == .conflict }

    init(_ field: String?, _ words: String, status: HTTPResponse.Status = .unprocessableContent) {
        (self.field, self.words, self.status) = (field, words, status)
    }
}

/// A form that was sent and could not be carried out.
struct FormRefusal: Sendable {
    /// Which of the page's forms it was.
    var form: String
    var typed: Form
    var problem: FieldProblem
}
