import CCurl
import Foundation

extension CurlRelay.Configuration {
    /// Sets what is the same for every message of a handle.
    func apply(to handle: UnsafeMutableRawPointer) {
        _ = ccurl_set_string(handle, CURLOPT_URL, server.url(ehloName: ehloName))
        _ = ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        _ = ccurl_set_string(handle, CURLOPT_PROXY, "")  // whatever the environment says
        _ = ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        _ = ccurl_set_long(handle, CURLOPT_UPLOAD, 1)
        _ = ccurl_set_long(handle, CURLOPT_MAXCONNECTS, 1)
        _ = ccurl_set_long(handle, CURLOPT_VERBOSE, 1)  // for the debug function; it prints nothing
        applyTimeouts(to: handle)
        applyTLS(to: handle)
        applyAuthentication(to: handle)
    }

    /// Where the token comes from; `nil` where none is needed.
    var tokenSource: TokenSource? {
        guard let grant = authentication.grant else { return nil }
        let request = TokenRequest(grant: grant, timeout: min(timeout, connectTimeout))
        return TokenSource { () throws(TokenFailure) in try request.perform() }
    }

    /// What this side says to log in, and a relay might repeat.
    func secrets(token: AccessToken?) -> [String] {
        guard let username = authentication.username else { return [] }
        var secrets = [authentication.password, token?.revealed].compactMap { $0 }
        if let password = authentication.password { secrets.append("\0\(username)\0\(password)") }
        if let token { secrets.append("user=\(username)\u{1}auth=Bearer \(token.revealed)\u{1}\u{1}") }
        return secrets + secrets.map { Data($0.utf8).base64EncodedString() }
    }

    private func applyTimeouts(to handle: UnsafeMutableRawPointer) {
        _ = ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, connectTimeout.milliseconds)
        _ = ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, timeout.milliseconds)
        let seconds = (timeout.milliseconds + 999) / 1000
        _ = ccurl_set_long(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds)
    }

    /// `CURLUSESSL_ALL`: with TRY a stripped STARTTLS would mean clear text.
    private func applyTLS(to handle: UnsafeMutableRawPointer) {
        let usage = tls == .required ? CURLUSESSL_ALL : CURLUSESSL_NONE
        _ = ccurl_set_long(handle, CURLOPT_USE_SSL, Int(usage.rawValue))
        _ = ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
        _ = ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
        _ = ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let caFile { _ = ccurl_set_string(handle, CURLOPT_CAINFO, caFile) }
    }

    private func applyAuthentication(to handle: UnsafeMutableRawPointer) {
        guard let mechanism = authentication.mechanism else { return }
        _ = ccurl_set_string(handle, CURLOPT_USERNAME, authentication.username)
        _ = ccurl_set_string(handle, CURLOPT_PASSWORD, authentication.password)
        _ = ccurl_set_string(handle, CURLOPT_LOGIN_OPTIONS, "AUTH=" + mechanism)
    }
}
