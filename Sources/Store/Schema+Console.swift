extension Store {
    /// Letters that somebody wants to see before they go.
    static let letterHolds = """
        -- Whose next planned letter is made held, as somebody wants to see it first; 0 is
        -- the secretariat's own mailbox. Making the letter removes the row.
        CREATE TABLE letterHold (
            board INTEGER NOT NULL REFERENCES board,
            person INTEGER NOT NULL,
            PRIMARY KEY (board, person)
        ) STRICT, WITHOUT ROWID;
        """

    /// A page of a register is counted and found without reading the actions.
    static let registerPages = """
        CREATE INDEX actionRegister ON action (board, id, status, releasedAt, dueDay, dueMeeting);
        """

    /// What readers of letters chose.
    static let reminderRefusals = """
        -- Who wants no reminders from a board.
        CREATE TABLE reminderRefusal (
            board INTEGER NOT NULL REFERENCES board,
            person INTEGER NOT NULL REFERENCES person,
            since INTEGER NOT NULL,
            PRIMARY KEY (board, person)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX reminderRefusalPerson ON reminderRefusal (person);
        """

    /// Who may enter the console, and the keys that were given out.
    ///
    /// Of links and sessions only the SHA-256 is kept: who reads the database, or a
    /// backup of it, can sign in to no console. The key that owners' links are signed
    /// by is there, as is all that their pages show.
    static let consoleTables = """
        -- Who may do everything; the others' rights are their seats.
        CREATE TABLE administrator (
            person INTEGER PRIMARY KEY REFERENCES person,
            since INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE signInLink (
            hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
            person INTEGER NOT NULL REFERENCES person,
            madeAt INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            usedAt INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX signInLinkPerson ON signInLink (person, madeAt);

        CREATE TABLE consoleSession (
            hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
            person INTEGER NOT NULL REFERENCES person,
            begunAt INTEGER NOT NULL,
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX consoleSessionPerson ON consoleSession (person);

        -- By which the links in owners' letters are signed; drawn with the tables.
        CREATE TABLE answerKey (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            key BLOB NOT NULL CHECK (length(key) = 32)
        ) STRICT;
        INSERT INTO answerKey VALUES (1, randomblob(32));

        -- An owner asks for another due day; one of an action waits at a time.
        CREATE TABLE dueRequest (
            id INTEGER PRIMARY KEY,
            action INTEGER NOT NULL REFERENCES action,
            person INTEGER NOT NULL REFERENCES person,
            day INTEGER NOT NULL,
            reason TEXT NOT NULL CHECK (reason <> ''),
            madeAt INTEGER NOT NULL,
            decidedAt INTEGER,
            accepted INTEGER CHECK (accepted IN (0, 1)),
            CHECK ((decidedAt IS NULL) = (accepted IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX dueRequestWaiting ON dueRequest (action) WHERE decidedAt IS NULL;
        CREATE INDEX dueRequestPerson ON dueRequest (person);

        CREATE TABLE answerLinkSent (
            person INTEGER PRIMARY KEY REFERENCES person,
            at INTEGER NOT NULL
        ) STRICT;
        """
}
