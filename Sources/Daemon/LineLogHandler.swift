package import Foundation
package import Logging

/// Writes each event as one line, by one `write(2)`, to standard error.
package struct LineLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let label: String
    private let format: Format
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void

    package enum Format: Hashable, Sendable {
        /// `<6>message`: the journal adds the time and reads the priority.
        case journal
        case text, json

        /// What `auto` means here: the journal's form where standard error is a
        /// stream of the journal's own.
        package init(_ wanted: LogFormat, environment: [String: String], descriptor: Int32 = STDERR_FILENO) {
            switch wanted {
            case .journal: self = .journal
            case .text: self = .text
            case .json: self = .json
            case .auto: self = Self.isJournal(environment["JOURNAL_STREAM"], descriptor) ? .journal : .text
            }
        }

        /// `JOURNAL_STREAM` is `device:inode`; a redirected stream is another.
        private static func isJournal(_ stream: String?, _ descriptor: Int32) -> Bool {
            var status = stat()
            return fstat(descriptor, &status) == 0 && stream == "\(status.st_dev):\(status.st_ino)"
        }
    }

    package init(
        label: String, level: LogLevel, format: Format, now: @escaping @Sendable () -> Date = { .now },
        write: @escaping @Sendable (String) -> Void = LineLogHandler.toStandardError
    ) {
        self.label = label
        self.format = format
        self.now = now
        self.write = write
        logLevel = Logger.Level(rawValue: level.rawValue)!
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value.description) }
        let error = event.error.map { [("error", String(describing: $0))] } ?? []
        write(line(event.level, event.message.description, fields + error) + "\n")
    }

    private func line(_ level: Logger.Level, _ message: String, _ fields: [(String, String)]) -> String {
        let pairs = fields.reduce(LogFields()) { $0.with($1.0, $1.1) }.text
        let text = [LogFields.escaped(message), pairs].filter { !$0.isEmpty }.joined(separator: " ")
        switch format {
        case .journal: return "<\(level.priority)>\(text)"
        case .text: return "\(now().formatted(.iso8601)) \(level.rawValue): \(text)"
        case .json: return json(level, message, fields)
        }
    }

    private func json(_ level: Logger.Level, _ message: String, _ fields: [(String, String)]) -> String {
        let own = [
            "time": now().formatted(.iso8601), "level": level.rawValue, "label": label, "message": message,
        ]
        let object = own.merging(fields) { own, _ in own }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// One call, so that lines of several threads never mix.
    package static let toStandardError: @Sendable (String) -> Void = { line in
        let bytes = Array(line.utf8)
        _ = Foundation.write(STDERR_FILENO, bytes, bytes.count)
    }
}

extension Logger.Level {
    /// The priority of syslog(3), as sd-daemon(3) reads it at a line's start.
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
