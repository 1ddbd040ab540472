import ActionRegister
import GRDB

extension Board {
    init(row: Row) {
        self.init(
            id: row.id("id"), slug: row["slug"], name: row["name"], referencePattern: row["referencePattern"])
        timeZone = row["timeZone"]
        calendar = row["calendar"]
        sendAt = row.time("sendAt")
        sendingHours = SendingHours(from: row.time("sendFrom"), until: row.time("sendUntil"))!
        gap = row["gap"]
        if let count: Int = row["papersCount"] { papersDue = DayOffset(count, row.word("papersUnit")) }
        secretariat = row.mailboxIfAny("secretariat")
        from = row.mailboxIfAny("fromMailbox")
        letterText = row.word("letterText")
        movesOffHolidays = row["movesOffHolidays"]
        texts.signOff = row["signOff"]
        texts.phone = row["phone"]
        texts.intro = row["intro"]
        texts.marking = row["marking"]
        texts.privacyNotice = row["privacyNotice"]
        allWell = (row["allWell"] as Int?).flatMap(Weekday.init(rawValue:))
        allWellSince = row.instantIfAny("allWellSince")
        activatedAt = row.instantIfAny("activatedAt")
        state = row.word("state")
    }

    /// What a secretary sets, by column, and since when the weekly letter goes.
    fileprivate var columns: KeyValuePairs<String, (any DatabaseValueConvertible)?> {
        [
            "name": name, "timeZone": timeZone, "calendar": calendar, "sendAt": sendAt.minutes,
            "sendFrom": sendingHours.from.minutes, "sendUntil": sendingHours.until.minutes, "gap": gap,
            "papersCount": papersDue?.count, "papersUnit": papersDue?.unit.rawValue,
            "referencePattern": referencePattern, "secretariat": secretariat?.addressSpec,
            "fromMailbox": from?.addressSpec, "letterText": letterText.rawValue,
            "movesOffHolidays": movesOffHolidays, "signOff": texts.signOff, "phone": texts.phone,
            "intro": texts.intro, "marking": texts.marking, "privacyNotice": texts.privacyNotice,
            "allWell": allWell?.rawValue, "allWellSince": allWellSince?.milliseconds,
        ]
    }

    /// The same, for the audit.
    var facts: AuditFacts {
        [
            "slug": .plain(slug), "name": .plain(name), "timeZone": .plain(timeZone),
            "calendar": .plain(calendar),
            "sendAt": .plain(sendAt), "sendingHours": .plain(sendingHours), "gap": .number(Int64(gap)),
            "papersDue": .plain(papersDue), "referencePattern": .plain(referencePattern),
            "secretariat": .text(secretariat?.addressSpec), "from": .text(from?.addressSpec),
            "letterText": .plain(letterText.rawValue), "movesOffHolidays": .flag(movesOffHolidays),
            "signOff": .text(texts.signOff), "phone": .text(texts.phone), "intro": .text(texts.intro),
            "marking": .plain(texts.marking), "privacyNotice": .text(texts.privacyNotice),
            "allWell": .plain(allWell),
        ]
    }
}

extension Store {
    static func insert(_ db: Database, _ board: Board) throws -> Board.ID {
        let columns = board.columns
        let names = columns.map(\.key).joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        try db.execute(
            sql: "INSERT INTO board (slug, state, \(names)) VALUES (?, 'draft', \(marks))",
            arguments: [board.slug] + StatementArguments(columns.map(\.value)))
        return Board.ID(db.lastInsertedRowID)
    }

    static func update(_ db: Database, _ board: Board) throws {
        let columns = board.columns
        let sets = columns.map { "\($0.key) = ?" }.joined(separator: ", ")
        try db.execute(
            sql: "UPDATE board SET \(sets) WHERE id = ?",
            arguments: StatementArguments(columns.map(\.value)) + [board.id.rawValue])
    }
}
