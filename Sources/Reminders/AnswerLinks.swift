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

    /// Whose page it is, and since when the link is there, to the hour.
    package struct Claim: Hashable, Sendable {
        package var person: Person.ID
        package var board: Board.ID
        package var madeAt: Date

        package init(person: Person.ID, board: Board.ID, madeAt: Date) {
            (self.person, self.board) = (person, board)
            self.madeAt = Date(
                timeIntervalSince1970: (madeAt.timeIntervalSince1970 / 3600).rounded(.down) * 3600)
        }

        package func isExpired(at now: Date) -> Bool { madeAt + AnswerLinks.lifetime < now }

        /// `12.1.493872`: what is signed.
        fileprivate var text: String {
            "\(person).\(board).\(Int(madeAt.timeIntervalSince1970 / 3600))"
        }

        fileprivate init?(_ numbers: some Collection<Substring>) {
            let values = numbers.map { Int64($0) ?? 0 }
            guard values.count == 3, values.allSatisfy({ 0 < $0 && $0 < 1 << 40 }) else { return nil }
            person = .init(values[0])
            board = .init(values[1])
            madeAt = Date(timeIntervalSince1970: TimeInterval(values[2]) * 3600)
        }
    }

    package func link(to claim: Claim) -> URL { url.appending(path: "a").appending(path: token(of: claim)) }

    package func token(of claim: Claim) -> String { "\(claim.text).\(signature(of: claim.text))" }

    /// The claim of a token that we signed, expired or not; `nil` for any other.
    package func claim(of token: some StringProtocol) -> Claim? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map { Substring($0) }
        guard parts.count == 4, let claim = Claim(parts.prefix(3)) else { return nil }
        return Digest.isSame(String(parts[3]), signature(of: claim.text)) ? claim : nil
    }

    /// 144 bits, in letters that mail programs leave alone.
    private func signature(of text: String) -> String {
        Digest.hex(Digest.hmac("answers \(text)", key: key).prefix(18))
    }
}
