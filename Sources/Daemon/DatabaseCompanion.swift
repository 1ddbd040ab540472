import Foundation

/// A file that lies beside a database and belongs to it.
enum DatabaseCompanion {
    /// Its path beside the database itself, whatever links that was named by:
    /// two names of one database have one lock and one doorbell.
    static func path(beside database: String, ending: String) -> String {
        URL(filePath: database).resolvingSymlinksInPath().path(percentEncoded: false) + ending
    }
}
