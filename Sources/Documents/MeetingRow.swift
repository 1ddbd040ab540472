/// A meeting as JSON has it: `meeting list --json`, `export meetings --format json`.
///
/// Every key is always there; what is not known is null.
package struct MeetingRow: Hashable, Encodable, Sendable {
    package var board: String
    package var day: String?
    /// What is known of an undated meeting's day.
    package var month: String?
    package var time: String?
    /// The deadline in force.
    package var papersDue: String?
    package var place: String?
    package var state: String

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(board, forKey: .board)
        try values.encode(day, forKey: .day)
        try values.encode(month, forKey: .month)
        try values.encode(time, forKey: .time)
        try values.encode(papersDue, forKey: .papersDue)
        try values.encode(place, forKey: .place)
        try values.encode(state, forKey: .state)
    }

    private enum CodingKeys: CodingKey { case board, day, month, time, papersDue, place, state }
}
