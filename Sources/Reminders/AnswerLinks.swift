package import ActionRegister
package import Foundation
import Mail

/// The links that letters carry to their readers' own page: signed, so that nobody
/// can make one, and the same for the same letter, so that its bytes are.
package struct AnswerLinks: Sendable {
    private let url: URL
    private let key: [UInt8]

    /// How long a link opens the page, in seconds: longer than from one meeting to the
    /// next of most boards.
    package static let lifetime: TimeInterval = 120 * 86_400

    /// - Parameters:
    ///   - url: under which owners reach their page.
    ///   - key: of the database alone.
    package init(url: URL, key: [UInt8]) { (self.url, self.key) = (url, key) }

    /// Whose page it is, at which mailbox, and since when the link is there.
    package struct Claim: Hashable, Sendable {
        package var person: Person.ID
        package var board: Board.ID
        package var madeAt: Date
        /// Of the mailbox that the link is sent to: eight digits of its digest. With
        /// another mailbox the link ends.
        package var place: String

        /// - Parameter mailbox: that the link is sent to.
        package init(person: Person.ID, board: Board.ID, mailbox: Mailbox, madeAt: Date) {
            (self.person, self.board) = (person, board)
            self.madeAt = Date(timeIntervalSince1970: madeAt.timeIntervalSince1970.rounded(.down))
            place = Self.place(of: mailbox)
        }

        /// Whether its time is over.
        package func isExpired(at now: Date) -> Bool { madeAt + AnswerLinks.lifetime < now }

        /// Whether the person still has the mailbox that it was sent to.
        package func isFor(_ mailbox: Mailbox?) -> Bool { mailbox.map(Self.place) == place }

        private static func place(of mailbox: Mailbox) -> String {
            String(Digest.sha256Hex(mailbox.addressSpec.lowercased().utf8).prefix(8))
        }

        /// `12.1.1795424400.5ee721cd`: what is signed.
        fileprivate var text: String {
            "\(person).\(board).\(Int(madeAt.timeIntervalSince1970)).\(place)"
        }

        fileprivate init?(_ parts: some Collection<Substring>) {
            let numbers = parts.prefix(3).map { Int64($0) ?? 0 }
            guard parts.count == 4, numbers.allSatisfy({ 0 < $0 && $0 < 1 << 40 }) else { return nil }
            person = .init(numbers[0])
            board = .init(numbers[1])
            madeAt = Date(timeIntervalSince1970: TimeInterval(numbers[2]))
            place = String(parts.dropFirst(3).first!)
        }
    }

    /// The address of the page.
    package func link(to claim: Claim) -> URL { url.appending(path: "a").appending(path: token(of: claim)) }

    /// What stands in the address: the claim and its signature.
    package func token(of claim: Claim) -> String { "\(claim.text).\(signature(of: claim.text))" }

    /// The claim of a token that we signed, expired or not; `nil` for any other.
    package func claim(of token: some StringProtocol) -> Claim? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map { Substring($0) }
        guard parts.count == 5, let claim = Claim(parts.prefix(4)) else { return nil }
        return Digest.isSame(String(parts[4]), signature(of: claim.text)) ? claim : nil
    }

    /// 144 bits, in letters that mail programs leave alone.
    private func signature(of text: String) -> String {
        Digest.hex(Digest.hmac("answers \(text)", key: key).prefix(18))
    }
}
