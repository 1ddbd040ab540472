import ActionRegister
import Scheduling

/// What stands around the matter of every letter: marking, greeting, the
/// board's own texts, and why it came.
struct LetterFrame {
    let content: LetterContent
    private let intro: String
    private let signOff: String
    private let marking: String
    private let privacyNotice: String

    init(_ content: LetterContent) throws(TemplateError) {
        self.content = content
        let texts = content.board.texts
        intro = try content.filled(texts.intro)
        marking = Words.line(try content.filled(texts.marking))
        privacyNotice = Words.line(try content.filled(texts.privacyNotice))
        signOff = try Self.signOff(of: content)
    }

    /// - Parameter topic: what the subject ends with: `your actions`.
    /// - Parameter opening: the first paragraphs, before the board's intro.
    func letter(topic: String, opening: [Letter.Block], matter: [Letter.Block]) -> Letter {
        Letter(
            subject: subject(topic),
            blocks: preface + [greeting] + opening + note + introduction + matter + ending)
    }

    /// The same for every letter of this owner, board and meeting, so that mail
    /// programs show them together.
    private func subject(_ topic: String) -> String {
        let meeting = content.meeting?.day.map { ", " + $0.words } ?? ""
        return (marking.isEmpty ? "" : marking + ": ") + content.boardName + meeting + ": " + topic
    }

    private var preface: [Letter.Block] {
        [marking, redirection].filter { !$0.isEmpty }.map { .paragraph([$0]) }
    }

    private var redirection: String {
        guard content.recipient.redirectedTo != nil else { return "" }
        return "This letter is for \(content.recipientName), \(content.recipient.mailbox). "
            + "It came to you instead, because all letters are being redirected."
    }

    private var greeting: Letter.Block {
        let salutation = content.recipient.salutation.map(Words.line) ?? ""
        return .paragraph(["Dear \(salutation.isEmpty ? content.recipientName : salutation),"])
    }

    private var introduction: [Letter.Block] {
        Self.lines(of: intro).map { .paragraph([$0]) }
    }

    /// What the secretariat adds in its own words, as it set its lines.
    private var note: [Letter.Block] {
        let lines = Self.lines(of: content.note ?? "")
        return lines.isEmpty ? [] : [.paragraph(["A note from the secretariat:"] + lines)]
    }

    private static func lines(of text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map { Words.line(String($0)) }.filter { !$0.isEmpty }
    }

    /// Who signs, and why it came; the secretariat does not write to itself.
    private var ending: [Letter.Block] {
        let isOwn = content.audience == .secretariat
        let why =
            "You receive this as \(content.capacity). "
            + "It was sent automatically\(isOwn ? "" : " for the secretariat") and has no attachments."
        let genuine = isOwn ? "" : " To check that it is genuine, ring the number in your last board papers."
        let footer = Letter.Block.paragraph([why + genuine, privacyNotice].filter { !$0.isEmpty })
        return isOwn ? [footer] : [.paragraph([signOff]), footer]
    }

    private static func signOff(of content: LetterContent) throws(TemplateError) -> String {
        let texts = content.board.texts
        let template = try TextTemplate(texts.signOff)
        let name =
            texts.signOff.isEmpty
            ? "The secretariat of \(content.theBoard)" : template.filled(by: content.value)
        let phone = template.holds(.phone) ? "" : Words.line(texts.phone)
        return [Words.line(name), phone].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension LetterContent {
    /// As what the recipient gets this letter: `the MPS contact for the board's actions`.
    fileprivate var capacity: String {
        switch audience {
        case .chair: "\(isCoChair ? "a chair" : "the chair") of \(theBoard)"
        case .secretariat: "the secretariat of \(theBoard)"
        case .owner, .deputy:
            isForDeputy ? "the deputy of \(deputised) for the board's actions" : ownerCapacity
        }
    }

    private var isCoChair: Bool { recipient.seats.contains { $0.role == .coChair } }

    private var ownerCapacity: String {
        let deputy = actionsAsDeputy.isEmpty ? "" : " and as the deputy of \(deputised)"
        guard !principals.isEmpty else { return "an owner of the board's actions\(office)\(deputy)" }
        let contact = "the \(Words.list(principals)) contact for the board's actions"
        return contact + (ownsInPerson ? " and as an owner yourself" : "") + office + deputy
    }

    /// ` and as a chair of the board`, where the letter reports others' actions too.
    private var office: String {
        guard brief != nil || asked.contains(where: \.isReport) else { return "" }
        let isChair = recipient.seats.contains { $0.role.isChair }
        return isChair ? " and as \(isCoChair ? "a chair" : "the chair") of \(theBoard)" : ""
    }

    /// The board's own text with its placeholders filled in.
    fileprivate func filled(_ text: String) throws(TemplateError) -> String {
        try TextTemplate(text).filled(by: value)
    }

    fileprivate func value(of placeholder: Placeholder) -> String {
        switch placeholder {
        case .board: boardName
        case .meetingDay: meeting?.day?.words ?? "a day to be fixed"
        case .meetingTime: meeting?.time?.description ?? "a time to be fixed"
        case .meetingPlace: meeting?.place.map(Words.line) ?? "a place to be fixed"
        case .papersDay: papersDue?.words ?? "a day to be fixed"
        case .recipient: recipientName
        case .organisation: principals.isEmpty ? recipientName : Words.list(principals)
        case .phone: Words.line(board.texts.phone)
        case .today: today.words
        }
    }
}
