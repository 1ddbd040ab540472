import Foundation
import GRDB

/// Why the database cannot be used, by what is done next.
package enum StoreError: Error, Hashable {
    /// There is no such file: name another, or ask for it to be made.
    case missing(path: String)
    /// The file is not ours, and has been left as it was: name another.
    case otherProgram
    /// A newer minuted wrote it, and it has been left as it was: run that one.
    case newerVersion(Int)
    /// Somebody else has been writing for too long: try again.
    case busy
    /// The disk is full: make room and try again.
    case full
    /// The file cannot be opened, read or written: see to the disk or the permissions.
    case unusable(String)
    /// The database is not what was written: put a backup in its place.
    case damaged(String)
    /// A CHECK or a trigger of the schema said no, or SQLite did not understand: a
    /// fault of this program.
    case refused(String)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path):
            "no database at \(path); add a board to make one, or name another with --database"
        case .otherProgram: "not a database of minuted, left untouched; name another with --database"
        case .newerVersion(let version):
            "written by a newer minuted (schema \(version)), left untouched; run that version"
        case .busy: "another process is writing to the database; try again"
        case .full: "the disk is full; make room and try again"
        case .unusable(let why): why
        case .damaged(let why): "the database is damaged (\(why)); put a backup in its place"
        case .refused(let why): "the database refused a change (\(why)); report this as a fault"
        }
    }
}

extension StoreError {
    /// Runs what speaks to SQLite, whose errors come out as ours.
    static func naming<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw named(error) }
    }

    /// The error as ours, where it is one of SQLite's.
    static func named(_ error: any Error) -> any Error {
        (error as? DatabaseError).map(StoreError.init) ?? error
    }

    init(_ error: DatabaseError) {
        let words = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_FULL: self = .full
        // Of a disk without room for the -shm file SQLite says only this.
        case .SQLITE_IOERR: self = .unusable("\(words); see whether the disk is full or failing")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(words)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self = .unusable("\(words); see whether the file and its folder can be written")
        default: self = .refused(words)
        }
    }

    static func cannotWrite(_ path: String) -> StoreError {
        .unusable("\(path): \(String(cString: strerror(errno)))")
    }
}
