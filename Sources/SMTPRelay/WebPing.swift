import CCurl
import Dispatch
package import Foundation
import Mail

/// Fetches an address so that somebody outside knows of us; what it says is not
/// read.
///
/// A fetch blocks, so it has a queue of its own: whoever asks goes on at once.
package final class WebPing: Sendable {
    private let queue = DispatchQueue(label: "web-ping")
    private let timeout: Duration

    /// - Parameter timeout: for a whole fetch.
    package init(timeout: Duration = .seconds(10)) { self.timeout = timeout }

    /// - Parameter done: called when it has ended, with why it failed if it did;
    ///   the words name nothing of the address, whose path may be a secret.
    package func fetch(_ url: URL, done: @escaping @Sendable (_ failure: String?) -> Void) {
        queue.async { [timeout] in
            var request = HTTPRequest(url: url, timeout: timeout)
            request.fields = ["User-Agent: minuted"]
            done(Self.failure(of: request))
        }
    }

    private static func failure(of request: HTTPRequest) -> String? {
        let exchange = HTTPExchange()
        let code = exchange.perform(request)
        // More of a body than we take is no failure: we have been heard.
        guard code == CURLE_OK || code == CURLE_WRITE_ERROR else {
            return SMTPReply.safe(exchange.words(for: code))
        }
        return (200..<300).contains(exchange.status) ? nil : "it answered \(exchange.status)"
    }
}
