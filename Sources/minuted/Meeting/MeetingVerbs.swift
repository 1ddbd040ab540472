import ArgumentParser

/// `minuted meeting …`.
struct MeetingVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting", abstract: "The dated sittings of boards.",
        subcommands: [
            MeetingAdd.self, MeetingGenerate.self, MeetingList.self, MeetingSet.self, MeetingMove.self,
            MeetingPostpone.self, MeetingCancel.self, MeetingRecord.self,
        ])
}
