import Foundation
import HTTPTypes
import Hummingbird
import Mail

/// What every answer of the console carries, so that a browser runs nothing that
/// is not ours and shows us in no other page.
struct Guards: Sendable {
    let isSecure: Bool

    /// No script, style or picture but from here; a page is framed by nobody, and a
    /// form goes nowhere else.
    static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"

    /// A letter as it was sent, inside a frame of a page of ours: nothing of it runs,
    /// and nothing is fetched.
    static let letterPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; frame-ancestors 'self'"

    func put(on response: inout Response, at now: Date) {
        let headers: [(HTTPField.Name, String)] = [
            (.date, MessageDate.http(now)), (.cacheControl, "no-store"), (.xContentTypeOptions, "nosniff"),
            (.referrerPolicy, "no-referrer"), (.crossOrigin, "same-origin"),
        ]
        for (name, value) in headers where response.headers[name] == nil { response.headers[name] = value }
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = Self.policy
        }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = Self("Referrer-Policy")!
    static let crossOrigin = Self("Cross-Origin-Opener-Policy")!
    /// Who sends a form, by the browser's word (Fetch Metadata).
    static let secFetchSite = Self("Sec-Fetch-Site")!
    static let robots = Self("X-Robots-Tag")!
    static let remoteUser = Self("X-Remote-User")!
}
