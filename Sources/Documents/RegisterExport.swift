package import ActionRegister

/// The register as records for `CSVWriter`, under headings that import knows.
///
/// Imported again at once, such a file changes nothing.
extension RegisterPrinter {
    package func records(of actions: [ActionRecord]) -> [[String]] {
        [ActionColumn.allCases.map(\.rawValue)]
            + actions.map { record in ActionColumn.allCases.map { cell($0, record) } }
    }

    /// Papers deadlines are those of the meetings' own, not those reckoned.
    package func records(of meetings: [Meeting]) -> [[String]] {
        [MeetingColumn.allCases.map(\.rawValue)]
            + meetings.map { meeting in
                MeetingColumn.allCases.map { cell($0, row(meeting, papersDue: meeting.papersDue)) }
            }
    }

    private func cell(_ column: ActionColumn, _ record: ActionRecord) -> String {
        let action = record.action
        return switch column {
        case .reference: action.reference
        case .action: action.text
        case .owner: action.owners.map { importName($0.owner) }.joined(separator: " / ")
        case .raised: action.raisedAt?.description ?? ""
        case .item: action.item ?? ""
        case .due: words(action.originalDue, record.originalDueDay)
        case .revisedDue: action.due == action.originalDue ? "" : words(action.due, record.dueDay)
        case .status: action.status.rawValue
        case .update: record.updates.map { "\($0.day): \($0.text)" }.joined(separator: "\n")
        case .restricted: action.isRestricted ? "yes" : "no"
        case .closed: action.closure?.day.description ?? ""
        }
    }

    private func words(_ due: Due, _ day: CalendarDay?) -> String {
        switch due {
        case .day, .meeting: day?.description ?? "next meeting"
        case .ongoing: "ongoing"
        case .unset: "tbc"
        }
    }

    private func cell(_ column: MeetingColumn, _ row: MeetingRow) -> String {
        switch column {
        case .board: row.board
        case .date: row.day ?? row.month ?? "tbc"
        case .time: row.time ?? ""
        case .papersDue: row.papersDue ?? ""
        case .place: row.place ?? ""
        case .state: row.state
        }
    }
}
