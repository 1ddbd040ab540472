import ActionRegister
import Foundation
import GRDB
import Testing

@testable import Store

/// What the tables refuse whatever the program does.
@Suite struct RegisterSchemaTests {
    let register: RegisterFixture

    init() throws {
        register = try RegisterFixture()
        _ = try register.meeting(.today)
        _ = try register.action(isReleased: true)
    }

    @Test(arguments: [
        "UPDATE board SET slug = 'VAWG'", "UPDATE board SET sendUntil = sendFrom",
        "UPDATE board SET gap = -1",
        "UPDATE board SET papersCount = 5", "UPDATE board SET state = 'active'",
        "UPDATE board SET activatedAt = 1", "UPDATE board SET sendAt = 1440",
        "UPDATE meeting SET day = NULL", "UPDATE meeting SET state = 'undated'",
        "UPDATE meeting SET state = 'held'", "UPDATE meeting SET recordedAt = 1",
        "UPDATE meeting SET postponedFrom = 1", "UPDATE meeting SET month = '2027-03'",
        "UPDATE meeting SET state = 'postponed', day = NULL, papersDue = 1",
        "INSERT INTO meeting (board, day, state) SELECT board, day, 'planned' FROM meeting",
        "UPDATE action SET dueKind = 'date'", "UPDATE action SET dueDay = 1",
        "UPDATE action SET dueMeeting = 1",
        "UPDATE action SET originalDueKind = 'meeting'", "UPDATE action SET status = 'closed'",
        "UPDATE action SET endedDay = 1", "UPDATE action SET endedReason = 'x'",
        "UPDATE action SET liveSince = NULL", "UPDATE action SET releasedAt = NULL",
        "UPDATE action SET status = 'done'", "UPDATE action SET text = ''", "UPDATE action SET board = 99",
        "UPDATE actionOwner SET person = 1", "UPDATE actionOwner SET organisation = NULL",
        "INSERT INTO actionOwner SELECT action, 1, person, organisation, 1, NULL FROM actionOwner",
        "INSERT INTO seat (board, person, role, deputyOf) VALUES (1, 1, 'deputy', 1)",
        "INSERT INTO seat (board, person, role, deputyOf) VALUES (1, 1, 'member', 2)",
        "INSERT INTO absence (person, fromDay, untilDay) VALUES (1, 2, 1)",
        "INSERT INTO silence (fromDay, untilDay, reason) VALUES (1, 2, '')",
        "INSERT INTO silence (fromDay, untilDay, reason, person, organisation) VALUES (1, 2, 'x', 1, 1)",
        "DELETE FROM person", "DELETE FROM meeting WHERE id = 1", "DELETE FROM board",
        "INSERT INTO installation (one, id) VALUES (2, randomblob(16))",
        "INSERT INTO board SELECT * FROM board", "UPDATE action SET raisedAt = 'yesterday'",
    ])
    func itIsRefused(sql: String) {
        #expect(throws: DatabaseError.self) {
            try register.store.writer.write { try $0.execute(sql: sql) }
        }
    }

    @Test func theDaemonsWalkOverLiveActionsFollowsItsIndexInOrder() throws {
        let steps = try register.store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    EXPLAIN QUERY PLAN SELECT id FROM action INDEXED BY actionLive
                    WHERE board = 1 AND releasedAt IS NOT NULL AND status IN ('open', 'in-progress') ORDER BY id
                    """)
        }
        #expect(steps.map { $0["detail"] as String } == ["SEARCH action USING INDEX actionLive (board=?)"])
    }
}
