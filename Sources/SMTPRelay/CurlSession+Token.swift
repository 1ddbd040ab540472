import Mail

extension CurlSession {
    /// Runs a transaction with a token, where the relay is logged in to by one: a
    /// token that it refuses is replaced once.
    ///
    /// A connection that is kept needs none, even where its own has ended. Where
    /// the relay has left it meanwhile, libcurl logs in by the old token, and a
    /// refusal brings the new one.
    ///
    /// - Parameter transaction: told whether it must be on a new connection.
    func loggingIn(
        by tokens: TokenSource?, _ transaction: (_ afresh: Bool) -> TransactionEnd
    ) throws(TokenFailure) -> TransactionEnd {
        guard let tokens else { return transaction(false) }
        if !isConnected { show(try tokens.token()) }
        let end = transaction(false)
        guard end.refusesLogin else { return end }
        show(try tokens.token(replacing: token))
        return transaction(true)
    }
}
