-- A database as the first version left it, empty: what an upgrade starts from.
-- Frozen, as that schema is.
PRAGMA application_id = 1835626101;
BEGIN TRANSACTION;
CREATE TABLE absence (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person,
    fromDay INTEGER NOT NULL,
    untilDay INTEGER NOT NULL CHECK (untilDay >= fromDay)
) STRICT;
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
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    realTime INTEGER NOT NULL,
    now INTEGER NOT NULL,
    -- The hash of the actor's name, which stands in auditText.
    actor TEXT NOT NULL,
    verb TEXT NOT NULL,
    subject TEXT NOT NULL,
    subjectID INTEGER,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    -- How many rows of auditText were first needed by this entry.
    texts INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TABLE auditText (
    hash TEXT PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES audit,
    person INTEGER REFERENCES person,
    -- Whether it is the name of an actor: that is kept once.
    isActor INTEGER NOT NULL CHECK (isActor IN (0, 1)),
    salt BLOB NOT NULL,
    text TEXT
) STRICT, WITHOUT ROWID;
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
CREATE TABLE holiday (
    calendar TEXT NOT NULL REFERENCES holidayCalendar ON DELETE CASCADE,
    day INTEGER NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (calendar, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE holidayCalendar (
    name TEXT PRIMARY KEY CHECK (name <> ''),
    firstDay INTEGER NOT NULL,
    lastDay INTEGER NOT NULL CHECK (lastDay >= firstDay)
) STRICT, WITHOUT ROWID;
CREATE TABLE importedRow (
    action INTEGER PRIMARY KEY REFERENCES action,
    row TEXT NOT NULL
) STRICT;
CREATE TABLE installation (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL CHECK (length(id) = 16)
) STRICT;
INSERT INTO "installation" VALUES(1,X'409FB2830C931C38E5DB354D0FDB5F5F');
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
CREATE TABLE ledgerRecipient (
    ledger INTEGER NOT NULL REFERENCES ledger ON DELETE CASCADE,
    -- 0: the secretariat's own mailbox of the board.
    person INTEGER NOT NULL,
    -- NULL: the step is recorded, and this recipient's own letter still waits.
    entry INTEGER REFERENCES outbox,
    isLate INTEGER NOT NULL DEFAULT 0 CHECK (isLate IN (0, 1)),
    PRIMARY KEY (ledger, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE look (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    lastAt INTEGER NOT NULL,
    -- The last that found no board it could not judge.
    lastGoodAt INTEGER,
    nextAt INTEGER
) STRICT;
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
CREATE TABLE meetingMove (
    meeting INTEGER NOT NULL REFERENCES meeting,
    number INTEGER NOT NULL CHECK (number > 0),
    at INTEGER NOT NULL,
    fromDay INTEGER NOT NULL,
    toDay INTEGER NOT NULL,
    PRIMARY KEY (meeting, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE meetingOutcome (
    meeting INTEGER NOT NULL REFERENCES meeting,
    action INTEGER NOT NULL REFERENCES action,
    outcome TEXT NOT NULL CHECK (outcome IN ('close', 'carry', 'decline', 'hold', 'cancel')),
    note TEXT,
    PRIMARY KEY (meeting, action)
) STRICT, WITHOUT ROWID;
CREATE TABLE meetingVersion (
    meeting INTEGER NOT NULL REFERENCES meeting,
    day INTEGER NOT NULL,
    PRIMARY KEY (meeting, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    mergedInto INTEGER REFERENCES organisation CHECK (mergedInto <> id)
) STRICT;
CREATE TABLE organisationName (
    folded TEXT PRIMARY KEY CHECK (folded <> ''),
    organisation INTEGER NOT NULL REFERENCES organisation,
    position INTEGER NOT NULL CHECK (position >= 0),
    text TEXT NOT NULL CHECK (text <> '')
) STRICT, WITHOUT ROWID;
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
CREATE TABLE outboxMessage (
    entry INTEGER PRIMARY KEY REFERENCES outbox,
    -- The envelope's recipient, as the bytes were made for it.
    mailbox TEXT NOT NULL CHECK (mailbox <> ''),
    bytes BLOB NOT NULL
) STRICT;
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    organisation INTEGER REFERENCES organisation,
    erasedAt INTEGER
) STRICT;
CREATE TABLE personDetails (
    person INTEGER PRIMARY KEY REFERENCES person,
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL,
    salutation TEXT CHECK (salutation <> ''),
    mailbox TEXT CHECK (mailbox <> '')
) STRICT;
CREATE TABLE referenceCounter (
    board INTEGER NOT NULL REFERENCES board,
    series TEXT NOT NULL,
    last INTEGER NOT NULL CHECK (last >= 0),
    PRIMARY KEY (board, series)
) STRICT, WITHOUT ROWID;
CREATE TABLE relayTrouble (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    since INTEGER NOT NULL,
    until INTEGER NOT NULL CHECK (until >= since),
    refuses INTEGER NOT NULL CHECK (refuses IN (0, 1)),
    words TEXT NOT NULL
) STRICT;
CREATE TABLE rule (
    id INTEGER PRIMARY KEY,
    board INTEGER NOT NULL REFERENCES board,
    number INTEGER NOT NULL CHECK (number > 0),
    sentence TEXT NOT NULL CHECK (sentence <> ''),
    since INTEGER NOT NULL,
    removedAt INTEGER,
    UNIQUE (board, number)
) STRICT;
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
CREATE UNIQUE INDEX organisationNamePosition ON organisationName (organisation, position);
CREATE INDEX personDetailsFolded ON personDetails (folded);
CREATE TRIGGER erasedStaysErased BEFORE INSERT ON personDetails
WHEN (SELECT erasedAt FROM person WHERE id = NEW.person) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an erased person stays erased'); END;
CREATE INDEX seatBoard ON seat (board);
CREATE INDEX seatPerson ON seat (person);
CREATE INDEX absencePerson ON absence (person);
CREATE UNIQUE INDEX meetingDay ON meeting (board, day) WHERE day IS NOT NULL AND state <> 'cancelled';
CREATE INDEX meetingBoard ON meeting (board);
CREATE INDEX actionLive ON action (board, id)
    WHERE releasedAt IS NOT NULL AND status IN ('open', 'in-progress');
CREATE INDEX actionDueMeeting ON action (dueMeeting) WHERE dueMeeting IS NOT NULL;
CREATE UNIQUE INDEX actionOwnerPerson ON actionOwner (person, action) WHERE person IS NOT NULL;
CREATE UNIQUE INDEX actionOwnerOrganisation ON actionOwner (organisation, action)
    WHERE organisation IS NOT NULL;
CREATE INDEX actionUpdateAction ON actionUpdate (action, id);
CREATE INDEX actionUpdateAnswer ON actionUpdate (action, recordedAt)
    WHERE person IS NOT NULL OR organisation IS NOT NULL;
CREATE INDEX auditSubject ON audit (subject, subjectID);
CREATE TRIGGER auditIsNotChanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER auditIsNotDeleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE INDEX auditTextActor ON auditText (text) WHERE isActor;
CREATE INDEX auditTextEntry ON auditText (entry);
CREATE INDEX auditTextPerson ON auditText (person) WHERE person IS NOT NULL;
CREATE TRIGGER auditTextIsOnlyErased BEFORE UPDATE ON auditText
WHEN NEW.text IS NOT NULL OR NEW.hash IS NOT OLD.hash OR NEW.entry IS NOT OLD.entry
    OR NEW.person IS NOT OLD.person OR NEW.isActor IS NOT OLD.isActor
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER auditTextIsNotDeleted BEFORE DELETE ON auditText
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE UNIQUE INDEX ledgerKey ON ledger (
    action, person, organisation, rule, anchorKind, anchorMeeting, anchorVersion, occurrence, audience,
    board);
CREATE INDEX ledgerMissed ON ledger (board, recordedAt) WHERE outcome = 'missed';
CREATE INDEX outboxDue ON outbox (nextAttempt, id) WHERE nextAttempt IS NOT NULL;
CREATE INDEX outboxClaimed ON outbox (claimedBy) WHERE claimedBy IS NOT NULL;
CREATE INDEX outboxDay ON outbox (board, day);
CREATE INDEX outboxPerson ON outbox (person, board);
CREATE INDEX outboxBounced ON outbox (board, settledAt) WHERE state = 'bounced';
CREATE UNIQUE INDEX outboxMessageID ON outbox (messageID) WHERE state <> 'suppressed';
CREATE TRIGGER sentBytesStay BEFORE UPDATE OF bytes ON outboxMessage
WHEN (SELECT mayHaveBeenSent FROM outbox WHERE id = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'a message that may have been sent is not made anew'); END;
CREATE INDEX attemptEntry ON attempt (entry);
CREATE INDEX ledgerRecipientEntry ON ledgerRecipient (entry) WHERE entry IS NOT NULL;
CREATE INDEX ledgerRecipientWaiting ON ledgerRecipient (ledger) WHERE entry IS NULL;
CREATE INDEX actionWalk ON action (
    id, board, dueDay, dueMeeting, dueKind, liveSince, releasedAt, status)
    WHERE releasedAt IS NOT NULL AND status IN ('open', 'in-progress');
CREATE INDEX seatOrganisation ON seat (organisation, board) WHERE organisation IS NOT NULL;
CREATE INDEX seatOffice ON seat (board) WHERE role NOT IN ('contact', 'member');
COMMIT;
PRAGMA user_version = 1;
