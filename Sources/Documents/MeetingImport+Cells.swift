import ActionRegister

extension MeetingImport {
    mutating func date(_ row: Row) -> (day: CalendarDay?, month: String?)? {
        let text = row.text(.date)
        if let day = WrittenDay.day(text) { return (day, nil) }
        if let first = WrittenDay.month(of: text) { return (nil, first.yearMonth) }
        if WrittenDue(text) == .unset { return (nil, nil) }
        draft.problems.add(
            at: row.place(of: .date), "\(text.quoted) is not a day",
            advice: WrittenDay.advice + ", or March 2027")
        return nil
    }

    mutating func time(_ row: Row) -> Read<TimeOfDay?>? {
        let text = row.text(.time)
        if text.isEmpty { return Read(nil) }
        if let time = WrittenTime.time(text) { return Read(time) }
        draft.problems.add(
            at: row.place(of: .time), "\(text.quoted) is not a time of day",
            advice: "write it like 10:00 or 2 pm")
        return nil
    }

    mutating func papersDue(_ row: Row) -> Read<CalendarDay?>? {
        let text = row.text(.papersDue)
        if text.isEmpty { return Read(nil) }
        if let day = WrittenDay.day(text) { return Read(day) }
        draft.problems.add(
            at: row.place(of: .papersDue), "\(text.quoted) is not a day", advice: WrittenDay.advice)
        return nil
    }

    mutating func state(_ row: Row) -> Read<Meeting.State?>? {
        let text = row.text(.state)
        if text.isEmpty { return Read(nil) }
        let folded = FoldedName(text).text == "canceled" ? "cancelled" : FoldedName(text).text
        if let state = Meeting.State(rawValue: folded) { return Read(state) }
        draft.problems.add(
            at: row.place(of: .state), "there is no state \(text.quoted)",
            advice: "the states are \(Meeting.State.allCases.map(\.rawValue).listed("and"))")
        return nil
    }

    // MARK: - Sense

    mutating func isSound(
        _ meeting: Meeting, _ state: Meeting.State?, _ row: Row, _ board: Board
    ) -> Bool {
        if let papers = meeting.papersDue, meeting.day.map({ papers > $0 }) ?? true {
            return refuse(row, .papersDue, "the papers are due after the meeting", "give an earlier day")
        }
        switch meeting.state {
        case .undated where state == nil && meeting.month == nil:
            let advice = "write it like 2027-03-01, or March 2027 for a meeting that has no day yet"
            return refuse(row, .date, "the row has no day", advice)
        case .undated where meeting.day != nil:
            return refuse(row, .state, "the meeting is undated and has a date", "take one of them out")
        case .planned where meeting.day == nil && meeting.month != nil: return true
        case .planned, .held, .postponed, .cancelled:
            guard let day = meeting.day else {
                let advice = WrittenDay.advice + ", or call it undated"
                return refuse(row, .date, "a \(meeting.state.rawValue) meeting needs a day", advice)
            }
            guard meeting.state != .held || day <= WallClock(now, of: board).day else {
                return refuse(
                    row, .state, "the meeting was held on a day that has not come", "call it planned")
            }
            return true
        case .undated: return true
        }
    }

    mutating func refuse(
        _ row: Row, _ column: MeetingColumn, _ what: String, _ advice: String
    ) -> Bool {
        draft.problems.add(at: row.place(of: column), what, advice: advice)
        return false
    }
}
