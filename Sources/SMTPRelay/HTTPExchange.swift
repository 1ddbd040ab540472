import CCurl
import Foundation

/// One HTTP request, as libcurl is to make it.
struct HTTPRequest: Sendable {
    /// `https://`, or `http://` to this machine: the configuration has seen to it.
    var url: URL
    /// For the whole of it.
    var timeout: Duration
    /// Lines of the header, besides libcurl's own.
    var fields: [String] = []
    /// What is posted; `nil` for a GET.
    var form: String?
    /// `nil` for none, whatever the environment says.
    var proxy: URL?
    /// PEM certificates to trust besides Debian's.
    var caFile: String?

    init(url: URL, timeout: Duration) { (self.url, self.timeout) = (url, timeout) }
}

/// One easy handle for one HTTP request, with what it answers.
final class HTTPExchange {
    private let handle = ccurl_easy_init()!
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private(set) var body: [UInt8] = []

    /// More than any answer of use has.
    private static let longestBody = 65_536

    init() {
        precondition(libcurl == CURLE_OK, "libcurl cannot start")
        errorText[0] = 0
    }

    deinit {
        ccurl_easy_cleanup(handle)
        errorText.deallocate()
    }

    var status: Int {
        var status = 0
        _ = ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    func words(for code: CURLcode) -> String {
        String(cString: errorText[0] == 0 ? ccurl_easy_strerror(code) : UnsafePointer(errorText))
    }

    /// Asks, and waits for the answer.
    ///
    /// Redirects are not followed: a secret goes to nobody else.
    func perform(_ request: HTTPRequest) -> CURLcode {
        let fields = request.fields.reduce(nil) { ccurl_slist_append($0, $1) }
        defer { ccurl_slist_free_all(fields) }
        apply(request)
        if fields != nil { _ = ccurl_set_list(handle, CURLOPT_HTTPHEADER, fields) }
        if let form = request.form { _ = ccurl_set_string(handle, CURLOPT_COPYPOSTFIELDS, form) }
        _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        _ = ccurl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(self).toOpaque())
        _ = ccurl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { buffer, size, count, context in
            let exchange = Unmanaged<HTTPExchange>.fromOpaque(context!).takeUnretainedValue()
            return exchange.take(UnsafeRawBufferPointer(start: buffer, count: size * count))
        }
        return ccurl_easy_perform(handle)
    }

    private func apply(_ request: HTTPRequest) {
        _ = ccurl_set_string(handle, CURLOPT_URL, request.url.absoluteString)
        let protocols = request.url.scheme == "http" ? "http" : "https"
        _ = ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, protocols)
        _ = ccurl_set_string(handle, CURLOPT_PROXY, request.proxy?.absoluteString ?? "")
        _ = ccurl_set_string(handle, CURLOPT_NOPROXY, "")
        _ = ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        _ = ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, request.timeout.milliseconds)
        _ = ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
        _ = ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
        _ = ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        guard let caFile = request.caFile else { return }
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
