extension Store {
    /// Actions, who owns them, what was said and decided of them, and silences.
    static let actionTables = """
        CREATE TABLE action (
            id INTEGER PRIMARY KEY,
            board INTEGER NOT NULL REFERENCES board,
            reference TEXT NOT NULL CHECK (reference <> ''),
            text TEXT NOT NULL CHECK (text <> ''),
            raisedAt INTEGER,
            item TEXT,
            dueKind TEXT NOT NULL CHECK (dueKind IN ('date', 'meeting', 'ongoing', 'unset')),
            dueDay INTEGER,
            dueMeeting INTEGER REFERENCES meeting,
            originalDueKind TEXT NOT NULL CHECK (originalDueKind IN ('date', 'meeting', 'ongoing', 'unset')),
            originalDueDay INTEGER,
            originalDueMeeting INTEGER REFERENCES meeting,
            revisions INTEGER NOT NULL DEFAULT 0 CHECK (revisions >= 0),
            status TEXT NOT NULL
                CHECK (status IN ('open', 'in-progress', 'on-hold', 'proposed', 'closed', 'cancelled')),
            restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1)),
            standing INTEGER NOT NULL DEFAULT 0 CHECK (standing IN (0, 1)),
            releasedAt INTEGER,
            liveSince INTEGER,
            endedDay INTEGER,
            endedAtMeeting INTEGER,
            endedReason TEXT,
            UNIQUE (board, reference),
            CHECK ((dueKind = 'date') = (dueDay IS NOT NULL)),
            CHECK ((dueKind = 'meeting') = (dueMeeting IS NOT NULL)),
            CHECK ((originalDueKind = 'date') = (originalDueDay IS NOT NULL)),
            CHECK ((originalDueKind = 'meeting') = (originalDueMeeting IS NOT NULL)),
            CHECK ((releasedAt IS NULL) = (liveSince IS NULL)),
            CHECK ((status IN ('closed', 'cancelled')) = (endedDay IS NOT NULL)),
            CHECK (endedDay IS NOT NULL OR (endedAtMeeting IS NULL AND endedReason IS NULL))
        ) STRICT;
        -- What the daemon walks.
        CREATE INDEX actionLive ON action (board, id)
            WHERE releasedAt IS NOT NULL AND status IN ('open', 'in-progress');
        CREATE INDEX actionDueMeeting ON action (dueMeeting) WHERE dueMeeting IS NOT NULL;

        -- The owner at position 0 is the lead.
        CREATE TABLE actionOwner (
            action INTEGER NOT NULL REFERENCES action,
            position INTEGER NOT NULL CHECK (position >= 0),
            person INTEGER REFERENCES person,
            organisation INTEGER REFERENCES organisation,
            assignedAt INTEGER NOT NULL,
            partDoneAt INTEGER,
            PRIMARY KEY (action, position),
            CHECK ((person IS NULL) <> (organisation IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX actionOwnerPerson ON actionOwner (person, action) WHERE person IS NOT NULL;
        CREATE UNIQUE INDEX actionOwnerOrganisation ON actionOwner (organisation, action)
            WHERE organisation IS NOT NULL;

        -- An update that answers for an owner names that owner.
        CREATE TABLE actionUpdate (
            id INTEGER PRIMARY KEY,
            action INTEGER NOT NULL REFERENCES action,
            day INTEGER NOT NULL,
            recordedAt INTEGER NOT NULL,
            byPerson INTEGER REFERENCES person,
            person INTEGER REFERENCES person,
            organisation INTEGER REFERENCES organisation,
            text TEXT NOT NULL,
            shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
            CHECK (person IS NULL OR organisation IS NULL)
        ) STRICT;
        CREATE INDEX actionUpdateAction ON actionUpdate (action, id);
        CREATE INDEX actionUpdateAnswer ON actionUpdate (action, recordedAt)
            WHERE person IS NOT NULL OR organisation IS NOT NULL;

        -- What a file last said of an action: an ImportedRow as JSON.
        CREATE TABLE importedRow (
            action INTEGER PRIMARY KEY REFERENCES action,
            row TEXT NOT NULL
        ) STRICT;

        CREATE TABLE meetingOutcome (
            meeting INTEGER NOT NULL REFERENCES meeting,
            action INTEGER NOT NULL REFERENCES action,
            outcome TEXT NOT NULL CHECK (outcome IN ('close', 'carry', 'decline', 'hold', 'cancel')),
            note TEXT,
            PRIMARY KEY (meeting, action)
        ) STRICT, WITHOUT ROWID;

        -- Every field that is named must match; one that is NULL is for all.
        CREATE TABLE silence (
            id INTEGER PRIMARY KEY,
            board INTEGER REFERENCES board,
            person INTEGER REFERENCES person,
            organisation INTEGER REFERENCES organisation,
            action INTEGER REFERENCES action,
            fromDay INTEGER NOT NULL,
            untilDay INTEGER NOT NULL CHECK (untilDay >= fromDay),
            reason TEXT NOT NULL CHECK (reason <> ''),
            CHECK (person IS NULL OR organisation IS NULL)
        ) STRICT;
        """
}
