import Foundation

/// The folder a file stands in.
struct Folder {
    let path: String

    init(of file: String) {
        path = URL(fileURLWithPath: file).deletingLastPathComponent().path
    }

    /// Makes the names in it outlive a loss of power.
    func synchronize() throws {
        let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY)
        defer { close(folder) }
        guard folder >= 0, fsync(folder) == 0 else { throw StoreError.cannotWrite(path) }
    }
}

/// Who is to own the files made beside others.
struct FileOwner {
    let user: uid_t
    let group: gid_t

    /// Whoever owns the folder: the daemon must be able to read what root made in it.
    static func ofFolder(of path: String) -> FileOwner {
        var status = stat()
        guard stat(Folder(of: path).path, &status) == 0 else {
            return FileOwner(user: geteuid(), group: getegid())
        }
        return FileOwner(user: status.st_uid, group: status.st_gid)
    }

    /// Gives the files to the owner; only root can, and files that are not there stay away.
    func take(_ paths: String...) {
        guard geteuid() == 0 else { return }
        for path in paths { _ = chown(path, user, group) }
    }
}
