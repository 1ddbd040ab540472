import Foundation
import GRDB

extension Store {
    /// "minu": what SQLite's application_id says of a database of ours.
    static let applicationID: Int32 = 0x6d69_6e75
    /// The version of the schema that this program writes: the number of migrations.
    static let schemaVersion = Int32(migrations.count)

    /// Each takes the schema from the version that is its index to the next; one
    /// that a database may have gone through is never changed.
    private static let migrations: [@Sendable (Database) throws -> Void] = [
        { db in
            try createRegister(db)
            try createLetters(db)
        },
        { try $0.execute(sql: mailboxesHeld) },
        { try createRemindings($0) },
        { try $0.execute(sql: limits) },
        { try $0.execute(sql: standingRounds) },
        { try $0.execute(sql: omissions) },
        { try $0.execute(sql: "ALTER TABLE look ADD COLUMN wellSince INTEGER;") },
        { try $0.execute(sql: allWell) },
        { try $0.execute(sql: consoleTables) },
        { try $0.execute(sql: letterHolds) },
        { try $0.execute(sql: reminderRefusals) },
        { try $0.execute(sql: registerPages) },
        { try $0.execute(sql: holdTimes) },
    ]

    /// When somebody last said where letters to a person go.
    private static let mailboxesHeld = "ALTER TABLE personDetails ADD COLUMN mailboxSince INTEGER;"

    private static let limits = """
        -- When it ended, by the machine's clock; NULL where no relay was asked.
        ALTER TABLE attempt ADD COLUMN realTime INTEGER;
        -- What counts towards a daily limit.
        CREATE INDEX attemptTaken ON attempt (startedAt, milliseconds) WHERE outcome IN ('relayed', 'unknown');
        -- Whether the relay is there, and has asked us for a rest.
        ALTER TABLE relayTrouble ADD COLUMN
            asksForRest INTEGER NOT NULL DEFAULT 0 CHECK (asksForRest IN (0, 1));
        """

    private static let standingRounds = """
        -- When the round of a standing action began that has returned.
        ALTER TABLE action ADD COLUMN roundSince INTEGER;
        CREATE INDEX actionStanding ON action (board) WHERE standing;
        CREATE INDEX actionRound ON action (roundSince) WHERE roundSince IS NOT NULL;
        """

    private static let allWell = """
        -- On which day of the week (ISO 8601) the secretariat has its weekly letter, and since when.
        ALTER TABLE board ADD COLUMN allWell INTEGER CHECK (allWell BETWEEN 1 AND 7);
        ALTER TABLE board ADD COLUMN allWellSince INTEGER;
        """

    private static let holdTimes = """
        -- When the letter was to go that somebody wants to see; NULL in rows from before.
        ALTER TABLE letterHold ADD COLUMN at INTEGER;
        """

    private static let omissions = """
        -- Why the letter does not tell the step after all: the words of a StepOmission.
        ALTER TABLE ledgerRecipient ADD COLUMN leftOut TEXT;
        """

    /// Brings a database that is empty or older up to date, in the open transaction.
    ///
    /// - Throws: `StoreError` for a database of another program or of a newer version.
    static func prepare(_ db: Database, databaseID: [UInt8]) throws {
        let version = try version(of: db)
        if version == schemaVersion { return }
        try bring(db, from: version, to: schemaVersion)
        if version == 0 {
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(
                sql: "INSERT INTO installation (one, id) VALUES (1, ?)", arguments: [Data(databaseID)])
        }
    }

    static func bring(_ db: Database, from version: Int32, to wanted: Int32) throws {
        for migration in migrations[Int(version)..<Int(wanted)] { try migration(db) }
        try db.execute(sql: "PRAGMA user_version = \(wanted)")
    }

    /// The version of the schema; 0 where the database is empty.
    static func version(of db: Database) throws -> Int32 {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard application == applicationID else {
            if try application == 0 && version == 0 && isEmpty(db) { return 0 }
            throw StoreError.otherProgram
        }
        guard (1...schemaVersion).contains(version) else { throw StoreError.newerVersion(Int(version)) }
        return version
    }

    private static func isEmpty(_ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }
}
