/// Why a database cannot be used, by what the operator does next.
package enum StoreError: Error, Hashable {
    /// There is no such file: name another, or ask for it to be made.
    case missing(path: String)
    /// The file is not ours, and has been left as it was: name another.
    case otherProgram
    /// A newer minuted wrote it, and it has been left as it was: run that one.
    case newerVersion(Int)
    /// The file cannot be opened or read: see to the disk or the permissions.
    case unusable(String)
    /// A copy did not verify: the disk or the database is damaged.
    case damaged(String)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path):
            "no database at \(path); add a board to make one, or name another with --database"
        case .otherProgram: "not a database of minuted, left untouched; name another with --database"
        case .newerVersion(let version):
            "written by a newer minuted (schema \(version)), left untouched; run that version"
        case .unusable(let why): why
        case .damaged(let why): "damaged: \(why); restore a backup"
        }
    }
}
