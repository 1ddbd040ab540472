import ActionRegister
import Mail
import Scheduling
import Store

/// Who people and organisations are, with their mailboxes.
struct WhyNames {
    private let people: [Person.ID: Person]
    private let organisations: [Organisation.ID: String]

    init(_ store: Store) throws {
        people = Dictionary(uniqueKeysWithValues: try store.people().map { ($0.id, $0) })
        organisations = Dictionary(uniqueKeysWithValues: try store.organisations().map { ($0.id, $0.name) })
    }

    func name(_ id: Person.ID) -> String { people[id]?.name ?? "somebody who was erased" }

    func name(_ owner: Owner) -> String {
        switch owner {
        case .person(let id): name(id)
        case .organisation(let id): organisations[id] ?? "organisation \(id)"
        }
    }

    func person(_ recipient: Recipient, of board: Board) -> StepAccount.Person {
        switch recipient {
        case .person(let id): .init(name: name(id), mailbox: people[id]?.mailbox)
        case .secretariat: .init(name: "\(board.name) secretariat", mailbox: board.secretariat)
        }
    }

    func reach(_ resolution: RecipientResolution, of board: Board) -> StepAccount.Reach {
        StepAccount.Reach(
            people: resolution.recipients.map { person($0, of: board) }, through: resolution.seat,
            isInferred: resolution.isContactInferred,
            standIns: resolution.standIns.map {
                .init(away: name($0.person), deputies: $0.deputies.map(name))
            },
            withoutMailbox: resolution.withoutMailbox.map(name),
            problem: resolution.problem.map { words($0, of: board) })
    }

    func words(_ problem: Unreachable, of board: Board) -> String {
        switch problem {
        case .noSeat(let id): "\(name(.organisation(id))) has no seat on \(board.slug) today"
        case .noMailbox(let persons): "no usable mailbox is known of \(Words.list(persons.map(name)))"
        case .noChair: "\(board.slug) has no chair today"
        case .noSecretariat: "\(board.slug) has neither a secretariat's mailbox nor a seat of one"
        case .noOwner: "nobody is its owner"
        }
    }
}
