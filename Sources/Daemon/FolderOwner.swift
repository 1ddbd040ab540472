import Foundation

/// Files made by root take the owner of their folder.
///
/// `sudo minuted board add` must not leave behind a database that the daemon,
/// which is not root, cannot open.
package enum FolderOwner {
    /// Makes the file, empty, where it is not there yet; SQLite takes an empty
    /// file for a new database and gives its own two files the same owner.
    package static func createFile(at path: String, mode: UInt32 = 0o640) throws(SystemFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw SystemFailure("create \(path)")
        }
        close(descriptor)
        try adopt(path)
    }

    /// Gives the file to the owner and group of its folder, where we are root.
    package static func adopt(_ path: String) throws(SystemFailure) {
        guard geteuid() == 0 else { return }
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        var status = stat()
        guard stat(folder, &status) == 0 else { throw SystemFailure("look at \(folder)") }
        guard lchown(path, status.st_uid, status.st_gid) == 0 else {
            throw SystemFailure("give away \(path)")
        }
    }
}

/// A call that the system refused, and its reason.
package struct SystemFailure: Error, Hashable, Sendable {
    package var doing: String
    package var code: Int32

    /// Takes the reason from `errno`.
    init(_ doing: String, code: Int32 = errno) {
        self.doing = doing
        self.code = code
    }
}

extension SystemFailure: CustomStringConvertible {
    package var description: String { "cannot \(doing): \(String(cString: strerror(code)))\(remedy)" }

    private var remedy: String {
        switch code {
        case ENOSPC, EDQUOT: "; make room and try again"
        case EROFS, EACCES, EPERM: "; see whether the file and its folder can be written"
        default: "; look at the path and its owner"
        }
    }
}
