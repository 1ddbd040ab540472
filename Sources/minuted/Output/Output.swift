import Foundation

/// The one place that prints: JSON where it was asked for, else words or a
/// table for people.
struct Output {
    let isJSON: Bool

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Something that was asked for.
    func show(_ json: @autoclosure () -> JSON, _ words: @autoclosure () -> String) {
        isJSON ? Self.write(json().description + "\n") : Self.write(words())
    }

    func show(_ rows: [some JSONRepresentable], _ table: @autoclosure () -> Table) {
        show(rows.json, table().text(isTerminal: Self.isTerminal))
    }

    /// What was done, for people; a script sees it from the exit code.
    func say(_ words: String) {
        if !isJSON { Self.write(words + "\n") }
    }

    /// Advice that is no part of what was asked for, on standard error.
    static func note(_ words: String) { FileHandle.standardError.write(Data("minuted: \(words)\n".utf8)) }

    /// A reader that went away (`| head`) ends us quietly, by SIGPIPE.
    static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

    /// A message as the relay gets it.
    static func write(bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }
}
