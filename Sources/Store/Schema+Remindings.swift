import GRDB

extension Store {
    /// What the ledger cannot hold of letters that somebody asked for by hand.
    static func createRemindings(_ db: Database) throws {
        try db.execute(
            sql: """
                -- One row each time; its steps stand in the ledger under rule 0, with the same
                -- action, the day as their anchor and the number as their occurrence.
                CREATE TABLE reminding (
                    action INTEGER NOT NULL REFERENCES action,
                    day INTEGER NOT NULL,
                    number INTEGER NOT NULL CHECK (number > 0),
                    -- The audit's: who asked, when and for whom.
                    entry INTEGER NOT NULL REFERENCES audit,
                    -- What the secretariat adds in its own words; it can be erased.
                    note TEXT CHECK (note <> ''),
                    PRIMARY KEY (action, day, number)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
