extension Store {
    /// The trail of changes; triggers refuse what is not an addition or an erasure.
    static let auditTables = """
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
        CREATE INDEX auditSubject ON audit (subject, subjectID);
        CREATE TRIGGER auditIsNotChanged BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
        CREATE TRIGGER auditIsNotDeleted BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;

        -- Names, mailboxes and free text that entries hold as salted hashes, so that
        -- the text can be erased and the chain still verifies.
        CREATE TABLE auditText (
            hash TEXT PRIMARY KEY,
            entry INTEGER NOT NULL REFERENCES audit,
            person INTEGER REFERENCES person,
            -- Whether it is the name of an actor: that is kept once.
            isActor INTEGER NOT NULL CHECK (isActor IN (0, 1)),
            salt BLOB NOT NULL,
            text TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX auditTextActor ON auditText (text) WHERE isActor;
        CREATE INDEX auditTextEntry ON auditText (entry);
        CREATE INDEX auditTextPerson ON auditText (person) WHERE person IS NOT NULL;
        CREATE TRIGGER auditTextIsOnlyErased BEFORE UPDATE ON auditText
        WHEN NEW.text IS NOT NULL OR NEW.hash IS NOT OLD.hash OR NEW.entry IS NOT OLD.entry
            OR NEW.person IS NOT OLD.person OR NEW.isActor IS NOT OLD.isActor
        BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
        CREATE TRIGGER auditTextIsNotDeleted BEFORE DELETE ON auditText
        BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
        """
}
