import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// Before a board begins to write: what it would send, the first letters in full.
enum ActivatePage {
    static func make(_ visit: Visit) throws -> Page {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        return Page(
            title: board.state == .active ? "Pause" : "Activate",
            above: [.init("/boards/\(board.slug)", board.name)],
            content: board.state == .active ? pausing(board, visit) : try activating(board, visit))
    }

    private static func pausing(_ board: Board, _ visit: Visit) -> HTML {
        let form = FormView(id: "pause", action: "/boards/\(board.slug)/pause", visit: visit)
        return
            "<p>The board then writes nothing until it is activated again. Steps whose day falls in the pause are not made up for.</p>\n"
            + form.html("", button: "Pause the board", isGrave: true)
    }

    private static func activating(_ board: Board, _ visit: Visit) throws -> HTML {
        let letters = try Prospect(store: visit.store, told: visit.told).letters(
            of: [board], until: { [now = visit.now] _ in now + 28 * 86_400 }, supposing: .activation)
        let form = FormView(id: "activate", action: "/boards/\(board.slug)/activate", visit: visit)
        return
            "<p>Nothing of the past is sent. These letters would go in the next four weeks, if nobody touches the register.</p>\n"
            + letters.html("The next four weeks")
            + (try NextLetterPage.first(of: letters, on: board, visit))
            + form.html("", button: "Activate the board")
    }

    static func activate(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        try visit.store.activate(board.id, told: visit.told)
        return .done(.activated, at: "/boards/\(board.slug)/letters")
    }

    static func pause(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        try visit.store.pause(board.id, told: visit.told)
        return .done(.paused, at: "/boards/\(board.slug)/schedule")
    }
}
