import Foundation
import Mail

/// What a token endpoint answered (RFC 6749 §5).
struct TokenReply: Sendable {
    let token: AccessToken
    /// Seconds from the request on.
    let lifetime: TimeInterval

    /// What an endpoint says that names no lifetime.
    private static let shortLifetime: TimeInterval = 300

    init(token: AccessToken, lifetime: TimeInterval) { (self.token, self.lifetime) = (token, lifetime) }

    /// - Parameter secrets: what must not be repeated in the words of a failure.
    init(status: Int, body: [UInt8], secrets: [String]) throws(TokenFailure) {
        let fields = try? JSONDecoder().decode(Fields.self, from: Data(body))
        guard status == 200 else {
            throw Self.failure(status, fields, body, secrets)
        }
        guard fields?.tokenType?.lowercased() ?? "bearer" == "bearer",
            let token = fields?.accessToken.flatMap(AccessToken.init)
        else { throw TokenFailure("it answered 200 and no bearer token", isRefusal: true) }
        self.init(token: token, lifetime: max(0, fields?.expiresIn ?? Self.shortLifetime))
    }

    /// A busy endpoint is worth waiting for; any other refusal needs a person.
    private static func failure(
        _ status: Int, _ fields: Fields?, _ body: [UInt8], _ secrets: [String]
    ) -> TokenFailure {
        let said = [fields?.error, fields?.errorDescription].compactMap { $0 }.joined(separator: ": ")
        let text = said.isEmpty ? String(decoding: body.prefix(200), as: UTF8.self) : said
        let words = SMTPReply.safe(text.striking(secrets))
        let passes = status >= 500 || status == 429 || status == 408
        return TokenFailure(
            "it answered \(status)\(words.isEmpty ? "" : " \(words.prefix(longestText))")", isRefusal: !passes
        )
    }

    private static let longestText = 500

    private struct Fields: Decodable {
        var accessToken, tokenType, error, errorDescription: String?
        var expiresIn: TimeInterval?

        enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case tokenType = "token_type"
            case expiresIn = "expires_in"
            case error
            case errorDescription = "error_description"
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            accessToken = try? values.decode(String.self, forKey: .accessToken)
            tokenType = try? values.decode(String.self, forKey: .tokenType)
            error = try? values.decode(String.self, forKey: .error)
            errorDescription = try? values.decode(String.self, forKey: .errorDescription)
            // Some write it as text.
            expiresIn =
                (try? values.decode(TimeInterval.self, forKey: .expiresIn))
                ?? (try? values.decode(String.self, forKey: .expiresIn)).flatMap(TimeInterval.init)
        }
    }
}

extension String {
    /// Without any of the secrets; one too short to be one is let stand.
    func striking(_ secrets: [String]) -> String {
        secrets.filter { $0.utf8.count >= 4 }.reduce(self) {
            $0.replacingOccurrences(of: $1, with: "(struck out)")
        }
    }
}
