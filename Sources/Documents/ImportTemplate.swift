/// A file to begin with: the headings of a kind of import and rows that show
/// what may stand under them.
///
/// In the order organisations, people, meetings, actions they can be imported as
/// they are, into a board of the slug they were made for.
package enum ImportTemplate {
    package static func records(of kind: RegisterImport.Kind, board: String) -> [[String]] {
        switch kind {
        case .organisations: organisations
        case .people: people(board)
        case .meetings: meetings(board)
        case .actions: actions
        }
    }

    private static let organisations = [
        OrganisationColumn.allCases.map(\.rawValue),
        ["Harbour Police", "Port of Kelwick Police; HP"],
        ["Kelwick Council", "KC"],
    ]

    private static func people(_ board: String) -> [[String]] {
        [
            PersonColumn.allCases.map(\.rawValue),
            [
                "Ines Calloway", "i.calloway@kelwick.example.org", "Kelwick Council", "secretariat", board,
                "", "",
            ],
            [
                "Bram Ottersen", "b.ottersen@harbour.example.net", "Harbour Police", "member", board,
                "Mei Arkwright",
                "Inspector Ottersen",
            ],
            ["Mei Arkwright", "m.arkwright@harbour.example.net", "Harbour Police", "deputy", board, "", ""],
        ]
    }

    private static func meetings(_ board: String) -> [[String]] {
        [
            MeetingColumn.allCases.map(\.rawValue),
            [board, "2 March 2026", "10:00", "", "Guildhall", "held"],
            [board, "1 March 2028", "10:00", "20/02/2028", "Guildhall", "planned"],
            [board, "June 2028", "", "", "", "undated"],
        ]
    }

    private static let actions = [
        ActionColumn.allCases.map(\.rawValue),
        [
            "KSB-001", "Bring a paper on lighting along the quay", "Harbour Police / Kelwick Council",
            "02/03/2026", "4.2", "1 March 2028", "", "in progress", "2 April 2026: survey begun", "no", "",
        ],
        [
            "KSB-002", "Send the ferry timetable to members", "Bram Ottersen - Harbour Police", "02/03/2026",
            "5",
            "ongoing", "", "open", "", "no", "",
        ],
        [
            "KSB-003", "Confirm the room for the next year", "KC", "02/03/2026", "7", "30/03/2026", "",
            "closed",
            "28/03/2026: booked", "no", "28/03/2026",
        ],
    ]
}
