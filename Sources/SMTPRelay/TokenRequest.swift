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
        let code = exchange.post(self)
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
}

/// One easy handle for one HTTP request, with what it answers.
private final class HTTPExchange {
    private let handle = curl_easy_init()!
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private(set) var body: [UInt8] = []

    /// More than any answer of use has.
    private static let longestBody = 65_536

    init() {
        precondition(libcurl == CURLE_OK, "libcurl cannot start")
        errorText[0] = 0
    }

    deinit {
        curl_easy_cleanup(handle)
        errorText.deallocate()
    }

    var status: Int {
        var status = 0
        _ = ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    func words(for code: CURLcode) -> String {
        String(cString: errorText[0] == 0 ? curl_easy_strerror(code) : UnsafePointer(errorText))
    }

    /// Redirects are not followed: the secret goes to nobody else.
    func post(_ request: TokenRequest) -> CURLcode {
        let fields = curl_slist_append(nil, "Accept: application/json")
        defer { curl_slist_free_all(fields) }
        apply(request)
        _ = ccurl_set_list(handle, CURLOPT_HTTPHEADER, fields)
        _ = ccurl_set_string(handle, CURLOPT_COPYPOSTFIELDS, request.grant.form)
        _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        _ = ccurl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(self).toOpaque())
        _ = ccurl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { buffer, size, count, context in
            let exchange = Unmanaged<HTTPExchange>.fromOpaque(context!).takeUnretainedValue()
            return exchange.take(UnsafeRawBufferPointer(start: buffer, count: size * count))
        }
        return curl_easy_perform(handle)
    }

    private func apply(_ request: TokenRequest) {
        let grant = request.grant
        _ = ccurl_set_string(handle, CURLOPT_URL, grant.endpoint.absoluteString)
        // In clear only to this machine: the configuration has seen to it.
        let protocols = grant.endpoint.scheme == "http" ? "http" : "https"
        _ = ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, protocols)
        _ = ccurl_set_string(handle, CURLOPT_PROXY, grant.proxy?.absoluteString ?? "")
        _ = ccurl_set_string(handle, CURLOPT_NOPROXY, "")
        _ = ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        _ = ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, request.timeout.milliseconds)
        _ = ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
        _ = ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
        _ = ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        guard let caFile = grant.caFile else { return }
        _ = ccurl_set_string(handle, CURLOPT_CAINFO, caFile)
        _ = ccurl_set_string(handle, CURLOPT_PROXY_CAINFO, caFile)
    }

    /// A short count ends the transfer.
    private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard body.count + bytes.count <= Self.longestBody else { return 0 }
        body += bytes
        return bytes.count
    }
}
