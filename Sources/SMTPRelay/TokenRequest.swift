import CCurl
import Foundation
import Mail

/// One request to a token endpoint, over a connection of its own.
struct TokenRequest: Sendable {
    let grant: TokenGrant
    /// For the whole of it.
    let timeout: Duration

    /// Asks, and waits for the answer.
    ///
    /// - Throws: with the endpoint named, and no secret in the words.
    func perform() throws(TokenFailure) -> TokenReply {
        let exchange = HTTPExchange()
        let code = exchange.perform(request)
        do throws(TokenFailure) {
            guard code == CURLE_OK else {
                let words = SMTPReply.safe(exchange.words(for: code).striking(grant.secrets))
                throw TokenFailure(words, isRefusal: SubmissionOutcome.setUpWrong.contains(code.rawValue))
            }
            return try TokenReply(status: exchange.status, body: exchange.body, secrets: grant.secrets)
        } catch {
            let place = grant.endpoint.host() ?? "the token endpoint"
            throw TokenFailure("\(place): \(error.failure.transport ?? "")", isRefusal: error.isRefusal)
        }
    }

    private var request: HTTPRequest {
        var request = HTTPRequest(url: grant.endpoint, timeout: timeout)
        request.fields = ["Accept: application/json"]
        request.form = grant.form
        request.proxy = grant.proxy
        request.caFile = grant.caFile
        return request
    }
}
