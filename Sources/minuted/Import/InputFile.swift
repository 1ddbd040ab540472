import Foundation

/// A file that a verb reads, named on the command line; `-` is standard input.
///
/// It may be a pipe, as the shell makes of `<(…)`, which has no size and is read
/// once.
struct InputFile {
    let path: String

    init(_ path: String) { self.path = path }

    /// What errors call it.
    var name: String { path == "-" ? "standard input" : path }

    func contents() throws -> Data {
        if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw complaint(String(cString: strerror(errno)).lowercased()) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            return try file.readToEnd() ?? Data()
        } catch {
            throw complaint((error as NSError).localizedFailureReason ?? "it cannot be read")
        }
    }

    private func complaint(_ why: String) -> Complaint {
        Complaint(.badInput, path, why, "look at the path and at who may read it")
    }
}
