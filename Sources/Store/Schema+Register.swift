import GRDB

extension Store {
    /// The register: boards, who sits on them, meetings, actions, rules.
    ///
    /// Instants are INTEGER milliseconds since 1970, days INTEGER days since 1970
    /// (`CalendarDay.number`), times of day INTEGER minutes. Rows that the ledger or
    /// the audit may name are never deleted.
    static func createRegister(_ db: Database) throws {
        try db.execute(sql: boardTables)
        try db.execute(sql: peopleTables)
        try db.execute(sql: meetingTables)
        try db.execute(sql: actionTables)
        try db.execute(sql: auditTables)
    }

    private static let boardTables = """
        CREATE TABLE installation (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            id BLOB NOT NULL CHECK (length(id) = 16)
        ) STRICT;

        CREATE TABLE board (
            id INTEGER PRIMARY KEY,
            slug TEXT NOT NULL UNIQUE CHECK (slug <> '' AND slug = lower(slug)),
            name TEXT NOT NULL CHECK (name <> ''),
            timeZone TEXT NOT NULL,
            calendar TEXT NOT NULL,
            sendAt INTEGER NOT NULL CHECK (sendAt BETWEEN 0 AND 1439),
            sendFrom INTEGER NOT NULL CHECK (sendFrom BETWEEN 0 AND 1439),
            sendUntil INTEGER NOT NULL CHECK (sendUntil BETWEEN sendFrom + 1 AND 1439),
            gap INTEGER NOT NULL CHECK (gap >= 0),
            papersCount INTEGER CHECK (papersCount > 0),
            papersUnit TEXT CHECK (papersUnit IN ('days', 'weeks', 'working days', 'clear working days')),
            referencePattern TEXT NOT NULL,
            secretariat TEXT CHECK (secretariat <> ''),
            fromMailbox TEXT CHECK (fromMailbox <> ''),
            letterText TEXT NOT NULL CHECK (letterText IN ('full', 'reference-only')),
            movesOffHolidays INTEGER NOT NULL CHECK (movesOffHolidays IN (0, 1)),
            signOff TEXT NOT NULL DEFAULT '',
            phone TEXT NOT NULL DEFAULT '',
            intro TEXT NOT NULL DEFAULT '',
            marking TEXT NOT NULL DEFAULT '',
            privacyNotice TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'paused', 'archived')),
            activatedAt INTEGER,
            lastRule INTEGER NOT NULL DEFAULT 0,
            CHECK ((papersCount IS NULL) = (papersUnit IS NULL)),
            CHECK (state <> 'draft' OR activatedAt IS NULL),
            CHECK (state NOT IN ('active', 'paused') OR activatedAt IS NOT NULL)
        ) STRICT;

        CREATE TABLE boardStatusWord (
            board INTEGER NOT NULL REFERENCES board,
            status TEXT NOT NULL
                CHECK (status IN ('draft', 'open', 'in-progress', 'on-hold', 'proposed', 'closed', 'cancelled')),
            word TEXT NOT NULL CHECK (word <> ''),
            PRIMARY KEY (board, status)
        ) STRICT, WITHOUT ROWID;

        -- The last number given under a pattern whose year is filled in: 'A-27-{n}'.
        CREATE TABLE referenceCounter (
            board INTEGER NOT NULL REFERENCES board,
            series TEXT NOT NULL,
            last INTEGER NOT NULL CHECK (last >= 0),
            PRIMARY KEY (board, series)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE rule (
            id INTEGER PRIMARY KEY,
            board INTEGER NOT NULL REFERENCES board,
            number INTEGER NOT NULL CHECK (number > 0),
            sentence TEXT NOT NULL CHECK (sentence <> ''),
            since INTEGER NOT NULL,
            removedAt INTEGER,
            UNIQUE (board, number)
        ) STRICT;

        CREATE TABLE holidayCalendar (
            name TEXT PRIMARY KEY CHECK (name <> ''),
            firstDay INTEGER NOT NULL,
            lastDay INTEGER NOT NULL CHECK (lastDay >= firstDay)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE holiday (
            calendar TEXT NOT NULL REFERENCES holidayCalendar ON DELETE CASCADE,
            day INTEGER NOT NULL,
            title TEXT NOT NULL,
            PRIMARY KEY (calendar, day)
        ) STRICT, WITHOUT ROWID;
        """

    private static let peopleTables = """
        CREATE TABLE organisation (
            id INTEGER PRIMARY KEY,
            mergedInto INTEGER REFERENCES organisation CHECK (mergedInto <> id)
        ) STRICT;

        -- Every name of every organisation; the one at position 0 is the name it is printed by.
        CREATE TABLE organisationName (
            folded TEXT PRIMARY KEY CHECK (folded <> ''),
            organisation INTEGER NOT NULL REFERENCES organisation,
            position INTEGER NOT NULL CHECK (position >= 0),
            text TEXT NOT NULL CHECK (text <> '')
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX organisationNamePosition ON organisationName (organisation, position);

        CREATE TABLE person (
            id INTEGER PRIMARY KEY,
            organisation INTEGER REFERENCES organisation,
            erasedAt INTEGER
        ) STRICT;

        -- What can be erased of a person; the row goes, the person's number stays.
        CREATE TABLE personDetails (
            person INTEGER PRIMARY KEY REFERENCES person,
            name TEXT NOT NULL CHECK (name <> ''),
            folded TEXT NOT NULL,
            salutation TEXT CHECK (salutation <> ''),
            mailbox TEXT CHECK (mailbox <> '')
        ) STRICT;
        CREATE INDEX personDetailsFolded ON personDetails (folded);
        CREATE TRIGGER erasedStaysErased BEFORE INSERT ON personDetails
        WHEN (SELECT erasedAt FROM person WHERE id = NEW.person) IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'an erased person stays erased'); END;

        CREATE TABLE seat (
            id INTEGER PRIMARY KEY,
            board INTEGER NOT NULL REFERENCES board,
            person INTEGER NOT NULL REFERENCES person,
            role TEXT NOT NULL
                CHECK (role IN ('contact', 'member', 'chair', 'co-chair', 'secretariat', 'deputy')),
            organisation INTEGER REFERENCES organisation,
            deputyOf INTEGER REFERENCES person CHECK (deputyOf <> person),
            fromDay INTEGER,
            untilDay INTEGER,
            CHECK (deputyOf IS NULL OR role = 'deputy')
        ) STRICT;
        CREATE INDEX seatBoard ON seat (board);
        CREATE INDEX seatPerson ON seat (person);

        CREATE TABLE absence (
            id INTEGER PRIMARY KEY,
            person INTEGER NOT NULL REFERENCES person,
            fromDay INTEGER NOT NULL,
            untilDay INTEGER NOT NULL CHECK (untilDay >= fromDay)
        ) STRICT;
        CREATE INDEX absencePerson ON absence (person);
        """

    private static let meetingTables = """
        CREATE TABLE meeting (
            id INTEGER PRIMARY KEY,
            board INTEGER NOT NULL REFERENCES board,
            day INTEGER,
            -- The day it had before it was postponed: what people still call it by.
            postponedFrom INTEGER,
            month TEXT CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
            time INTEGER CHECK (time BETWEEN 0 AND 1439),
            papersDue INTEGER,
            place TEXT,
            state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'postponed', 'cancelled', 'undated')),
            recordedAt INTEGER,
            CHECK (state NOT IN ('planned', 'held') OR day IS NOT NULL),
            CHECK (state NOT IN ('postponed', 'undated') OR day IS NULL),
            CHECK (postponedFrom IS NULL OR state = 'postponed'),
            CHECK (month IS NULL OR day IS NULL),
            CHECK (papersDue IS NULL OR day IS NOT NULL),
            CHECK ((state = 'held') = (recordedAt IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX meetingDay ON meeting (board, day) WHERE day IS NOT NULL AND state <> 'cancelled';
        CREATE INDEX meetingBoard ON meeting (board);

        -- The days on which a meeting's versions began: see Meeting.version(on:).
        CREATE TABLE meetingVersion (
            meeting INTEGER NOT NULL REFERENCES meeting,
            day INTEGER NOT NULL,
            PRIMARY KEY (meeting, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE meetingMove (
            meeting INTEGER NOT NULL REFERENCES meeting,
            number INTEGER NOT NULL CHECK (number > 0),
            at INTEGER NOT NULL,
            fromDay INTEGER NOT NULL,
            toDay INTEGER NOT NULL,
            PRIMARY KEY (meeting, number)
        ) STRICT, WITHOUT ROWID;
        """
}
