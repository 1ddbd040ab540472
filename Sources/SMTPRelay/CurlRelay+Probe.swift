import Dispatch
package import Mail

extension CurlRelay {
    /// Asks whether the relay would serve us, without a letter: connection,
    /// greeting, EHLO, STARTTLS with its certificate, login (with a token, where it
    /// takes one), QUIT.
    ///
    /// It uses a connection of its own and waits at most for the configured
    /// times; the lanes go on meanwhile.
    ///
    /// - Returns: what is in the way; `nil` where nothing is.
    package func probe() async -> SubmissionFailure? {
        await withCheckedContinuation { done in
            DispatchQueue(label: "relay-probe").async { [configuration, tokens] in
                let session = CurlSession(configuration, recorder: nil)
                let obstacle = Self.obstacle(to: session, tokens)
                session.close()
                done.resume(returning: obstacle)
            }
        }
    }

    private static func obstacle(to session: CurlSession, _ tokens: TokenSource?) -> SubmissionFailure? {
        do throws(TokenFailure) {
            return obstacle(in: try session.loggingIn(by: tokens) { _ in session.probe() })
        } catch {
            return error.failure
        }
    }

    /// A relay that answered our NOOP has let us in, even where it does not know
    /// that command; only 421 shows us out again (RFC 5321 §3.8).
    private static func obstacle(in end: TransactionEnd) -> SubmissionFailure? {
        if end.stage >= .mail, let reply = end.reply, reply.code != 421 { return nil }
        switch SubmissionOutcome(end) {
        case .relayed: return nil
        case .deferred(let failure), .bounced(let failure), .unknown(let failure), .relayAway(let failure),
            .relayRefuses(let failure):
            return failure
        }
    }
}
