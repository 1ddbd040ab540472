import ArgumentParser

/// `minuted board …`.
struct BoardVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "Boards and their habits of writing letters.",
        subcommands: [
            BoardAdd.self, BoardSet.self, BoardList.self, BoardShow.self, BoardTextsVerb.self,
            BoardActivate.self,
            BoardPause.self, BoardArchive.self,
        ])
}
