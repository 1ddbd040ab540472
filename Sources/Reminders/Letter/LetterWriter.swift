import ActionRegister
import Foundation
package import Mail
package import Scheduling

/// Writes the letters of `letter.md`: what the register says, in sentences, and
/// the sentences as a message.
package struct LetterWriter: LetterComposer {
    package init() {}

    package func compose(_ content: LetterContent) throws -> [UInt8] { try message(content).bytes }

    package func message(_ content: LetterContent) throws -> Message {
        let letter = try letter(content)
        guard let id = MessageID(content.messageID) else {
            throw LetterError.unfitMessageID(content.messageID)
        }
        guard let root = MessageID(content.threadRoot) else {
            throw LetterError.unfitMessageID(content.threadRoot)
        }
        guard let zone = TimeZone(identifier: content.board.timeZone) else {
            throw LetterError.unknownTimeZone(content.board.timeZone)
        }
        var message = Message(
            id: id, from: NamedMailbox(Words.line(content.board.name) + " secretariat", content.from),
            replyTo: content.board.secretariat.map { NamedMailbox(nil, $0) },
            to: Self.addressee(content.recipient),
            subject: letter.subject, date: content.writtenAt, timeZone: zone, references: [root],
            text: letter.text, html: letter.html)
        message.unsubscribe = content.refusalPage
        return message
    }

    /// What the letter says, before it is a message.
    package func letter(_ content: LetterContent) throws -> Letter {
        let owner = OwnerLetter(content)
        if !owner.isEmpty && content.audience <= .deputy { return try owner.letter() }
        if let brief = content.brief { return try BriefLetter(content: content, brief: brief).letter() }
        if !owner.reported.isEmpty { return try OverdueLetter(content).letter() }
        if !content.moves.isEmpty { return try MoveLetter(content: content).letter() }
        guard let allWell = content.allWell else { throw LetterError.nothingToSay }
        return try AllWellLetter(content: content, week: allWell).letter()
    }

    /// A letter that is redirected carries no name: it is not to that person.
    private static func addressee(_ recipient: LetterRecipient) -> NamedMailbox {
        if let mailbox = recipient.redirectedTo { return NamedMailbox(nil, mailbox) }
        return NamedMailbox(recipient.name, recipient.mailbox)
    }
}

/// Why a letter cannot be written; its entry is held with this as the reason.
package enum LetterError: Error, Hashable, Sendable {
    case nothingToSay
    case unfitMessageID(String)
    case unknownTimeZone(String)
}

extension LetterError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .nothingToSay: "nothing is left to say: no action is asked about and no meeting moved"
        case .unfitMessageID(let text): "\"\(text)\" is no Message-ID"
        case .unknownTimeZone(let name): "the time zone \(name) is not known here; set another for the board"
        }
    }
}
