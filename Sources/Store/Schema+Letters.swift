import GRDB

extension Store {
    /// The ledger, the outbox, attempts and looks.
    ///
    /// Instants, days and times are kept as in the register. Names, addresses and
    /// free text stand only in `outboxMessage` and `attempt`, whose rows can be
    /// erased while the promises of the others stay.
    static func createLetters(_ db: Database) throws {
        try db.execute(sql: ledgerTables)
        try db.execute(sql: outboxTables)
        try db.execute(sql: ledgerRecipientTable)
        try db.execute(sql: watchTables)
        try db.execute(sql: registerIndexes)
    }

    /// The ledger outlives all it names, so it refers to nothing; 0 stands for
    /// "none", which makes its key one that SQLite can hold unique. Its numbers
    /// are never given twice: the fence compares them.
    private static let ledgerTables = """
        CREATE TABLE ledger (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            board INTEGER NOT NULL,
            action INTEGER NOT NULL,
            person INTEGER NOT NULL,
            organisation INTEGER NOT NULL,
            audience TEXT NOT NULL CHECK (audience IN ('owner', 'deputy', 'chair', 'secretariat')),
            rule INTEGER NOT NULL,
            -- What the step counts from: a day, a version of a meeting, or its n-th move.
            anchorKind TEXT NOT NULL CHECK (anchorKind IN ('day', 'meeting', 'move')),
            anchorMeeting INTEGER NOT NULL,
            anchorVersion INTEGER NOT NULL,
            occurrence INTEGER NOT NULL CHECK (occurrence >= 0),
            outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'missed', 'overtaken', 'presumed')),
            day INTEGER NOT NULL,
            anchorDay INTEGER NOT NULL,
            recordedAt INTEGER NOT NULL,
            CHECK (person = 0 OR organisation = 0),
            CHECK ((action = 0) = (person = 0 AND organisation = 0)),
            CHECK ((anchorKind = 'day') = (anchorMeeting = 0))
        ) STRICT;
        -- A rule is one board's. The action comes first, for a look walks all of them by number.
        CREATE UNIQUE INDEX ledgerKey ON ledger (
            action, person, organisation, rule, anchorKind, anchorMeeting, anchorVersion, occurrence, audience,
            board);
        CREATE INDEX ledgerMissed ON ledger (board, recordedAt) WHERE outcome = 'missed';
        """

    /// One row a letter. Its bytes stand in a table of their own, so that the
    /// moves from state to state rewrite only this short row.
    private static let outboxTables = """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            board INTEGER NOT NULL REFERENCES board,
            -- NULL: the secretariat's own mailbox of the board.
            person INTEGER REFERENCES person,
            kind TEXT NOT NULL CHECK (kind IN ('chaser', 'reminder', 'notice', 'brief')),
            audience TEXT NOT NULL CHECK (audience IN ('owner', 'deputy', 'chair', 'secretariat')),
            -- The day of the letter in the board's zone: planned letters keep their distance from it.
            day INTEGER NOT NULL,
            messageID TEXT NOT NULL CHECK (messageID LIKE '%_@_%'),
            state TEXT NOT NULL CHECK (state IN
                ('queued', 'active', 'deferred', 'held', 'relayed', 'bounced', 'suppressed')),
            attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
            enqueuedAt INTEGER NOT NULL,
            nextAttempt INTEGER,
            expires INTEGER NOT NULL,
            -- When its bytes were made; later attempts may make them anew.
            composedAt INTEGER,
            -- The process that holds it.
            claimedBy TEXT,
            -- Set before the relay hears of it, cleared with the outcome: a process
            -- that dies in between leaves it, and nobody knows what the relay has.
            handedOverAt INTEGER,
            mayHaveBeenSent INTEGER NOT NULL DEFAULT 0 CHECK (mayHaveBeenSent IN (0, 1)),
            settledAt INTEGER,
            -- Why it is held, suppressed or given up, in words of ours.
            reason TEXT,
            CHECK ((nextAttempt IS NOT NULL) = (state IN ('queued', 'deferred'))),
            CHECK ((claimedBy IS NOT NULL) = (state = 'active')),
            CHECK (handedOverAt IS NULL OR state = 'active'),
            CHECK ((settledAt IS NOT NULL) = (state IN ('relayed', 'bounced', 'suppressed'))),
            CHECK (composedAt IS NOT NULL
                OR (state NOT IN ('active', 'relayed', 'deferred') AND NOT mayHaveBeenSent)),
            CHECK ((reason IS NOT NULL) = (state IN ('held', 'bounced', 'suppressed')))
        ) STRICT;
        CREATE INDEX outboxDue ON outbox (nextAttempt, id) WHERE nextAttempt IS NOT NULL;
        CREATE INDEX outboxClaimed ON outbox (claimedBy) WHERE claimedBy IS NOT NULL;
        CREATE INDEX outboxDay ON outbox (board, day);
        CREATE INDEX outboxPerson ON outbox (person, board);
        CREATE INDEX outboxBounced ON outbox (board, settledAt) WHERE state = 'bounced';
        -- A letter whose steps were given back before it went may be planned again.
        CREATE UNIQUE INDEX outboxMessageID ON outbox (messageID) WHERE state <> 'suppressed';

        CREATE TABLE outboxMessage (
            entry INTEGER PRIMARY KEY REFERENCES outbox,
            -- The envelope's recipient, as the bytes were made for it.
            mailbox TEXT NOT NULL CHECK (mailbox <> ''),
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER sentBytesStay BEFORE UPDATE OF bytes ON outboxMessage
        WHEN (SELECT mayHaveBeenSent FROM outbox WHERE id = NEW.entry)
        BEGIN SELECT RAISE(ABORT, 'a message that may have been sent is not made anew'); END;

        CREATE TABLE attempt (
            id INTEGER PRIMARY KEY,
            entry INTEGER NOT NULL REFERENCES outbox,
            startedAt INTEGER NOT NULL,
            milliseconds INTEGER NOT NULL CHECK (milliseconds >= 0),
            relay TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('relayed', 'deferred', 'bounced', 'unknown', 'held')),
            -- How far the transaction came; NULL where it was relayed or never begun.
            stage TEXT,
            replyCode INTEGER CHECK (replyCode BETWEEN 200 AND 599),
            enhancedStatus TEXT,
            text TEXT
        ) STRICT;
        CREATE INDEX attemptEntry ON attempt (entry);
        """

    /// Who was written to for a step, and by which letter.
    private static let ledgerRecipientTable = """
        CREATE TABLE ledgerRecipient (
            ledger INTEGER NOT NULL REFERENCES ledger ON DELETE CASCADE,
            -- 0: the secretariat's own mailbox of the board.
            person INTEGER NOT NULL,
            -- NULL: the step is recorded, and this recipient's own letter still waits.
            entry INTEGER REFERENCES outbox,
            isLate INTEGER NOT NULL DEFAULT 0 CHECK (isLate IN (0, 1)),
            PRIMARY KEY (ledger, person)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ledgerRecipientEntry ON ledgerRecipient (entry) WHERE entry IS NOT NULL;
        CREATE INDEX ledgerRecipientWaiting ON ledgerRecipient (ledger) WHERE entry IS NULL;
        """

    /// Whom a few letters go to is found without reading all seats of a large
    /// board, and a look reads nothing of a live action but what it needs.
    private static let registerIndexes = """
        CREATE INDEX actionWalk ON action (
            id, board, dueDay, dueMeeting, dueKind, liveSince, releasedAt, status)
            WHERE releasedAt IS NOT NULL AND status IN ('open', 'in-progress');
        CREATE INDEX seatOrganisation ON seat (organisation, board) WHERE organisation IS NOT NULL;
        CREATE INDEX seatOffice ON seat (board) WHERE role NOT IN ('contact', 'member');
        """

    /// When the daemon last looked, and what the relay last said to everybody.
    private static let watchTables = """
        CREATE TABLE look (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            lastAt INTEGER NOT NULL,
            -- The last that found no board it could not judge.
            lastGoodAt INTEGER,
            nextAt INTEGER
        ) STRICT;

        -- A row exactly while the relay is away or refuses us.
        CREATE TABLE relayTrouble (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            since INTEGER NOT NULL,
            until INTEGER NOT NULL CHECK (until >= since),
            refuses INTEGER NOT NULL CHECK (refuses IN (0, 1)),
            words TEXT NOT NULL
        ) STRICT;
        """
}
