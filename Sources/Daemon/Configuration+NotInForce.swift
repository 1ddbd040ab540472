extension Configuration {
    /// What is set and read, and has no effect in this version: whoever set it
    /// must be told.
    package var notInForce: [String] {
        let keys: [(String, Bool)] = [
            ("console", console != nil), ("answers", answers != nil), ("health.listen", health != nil),
            ("watch", watch != nil),
        ]
        return keys.filter(\.1).map(\.0)
    }
}
