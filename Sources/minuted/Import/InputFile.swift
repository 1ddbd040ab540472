import Foundation

/// A file that a verb reads, named on the command line; `-` is standard input.
struct InputFile {
    let path: String

    init(_ path: String) { self.path = path }

    /// What errors call it.
    var name: String { path == "-" ? "standard input" : path }

    func contents() throws -> Data {
        if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            let why = (error as NSError).localizedFailureReason ?? "it cannot be read"
            throw Complaint(.badInput, path, why, "look at the path and at who may read it")
        }
    }
}
