import Foundation
import Testing

/// The rooms of the house and what each may import.
///
/// Arrows only point down: a room imports what stands below it in the drawing of
/// `docs/architecture.md`, and the libraries that belong to it alone.
enum House {
    static let libraries: Set<String> = ["Foundation", "Synchronization"]

    static let rooms: [String: Set<String>] = [
        "ActionRegister": [],
        "Scheduling": ["ActionRegister"],
        "Mail": ["ActionRegister", "CGMime"],
        "SMTPRelay": ["ActionRegister", "Mail", "CCurl", "Dispatch", "Glibc"],
        "Store": ["ActionRegister", "Scheduling", "Mail", "GRDB"],
        "Documents": ["ActionRegister"],
        "Reminders": ["ActionRegister", "Scheduling", "Mail", "Store"],
        "Console": [
            "ActionRegister", "Scheduling", "Mail", "Store", "Documents", "Reminders", "Hummingbird",
            "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOPosix", "Logging", "ServiceLifecycle",
        ],
        "Daemon": [
            "ActionRegister", "Scheduling", "Mail", "SMTPRelay", "Store", "Documents", "Reminders", "Console",
            "CIdle", "Dispatch", "Logging", "ServiceLifecycle", "UnixSignals", "Yams",
        ],
        "minuted": [
            "ActionRegister", "Scheduling", "Mail", "SMTPRelay", "Store", "Documents", "Reminders", "Daemon",
            "SampleRegisters", "CBuild", "CMalloc", "ArgumentParser", "Logging", "ServiceLifecycle",
        ],
    ]

    /// Words that read the clock or the machine's own calendar, and the rooms
    /// that may: everywhere else the time is an argument. Uptime
    /// (`DispatchTime`), by which timeouts are measured, tells no time of day;
    /// only the rooms that may import Dispatch can read it.
    static let clockWords = [
        "Date.now", "Date()", "Calendar.current", "TimeZone.current", "TimeZone.autoupdatingCurrent",
        "Locale.current", "ContinuousClock", "SuspendingClock", "DispatchWallTime.now",
        "clock_gettime", "gettimeofday",
    ]
    static let clockRooms: Set<String> = ["Daemon", "minuted"]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file of the sources with the room it stands in.
    static func files() throws -> [(room: String, file: String, lines: [Substring])] {
        let sources = root.appending(path: "Sources")
        let found = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)!
        return try found.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { url in
            let path = url.path(percentEncoded: false).dropFirst(
                sources.path(percentEncoded: false).count + 1)
            let text = try String(contentsOf: url, encoding: .utf8)
            return (String(path.prefix { $0 != "/" }), String(path), text.split(separator: "\n"))
        }
    }

    /// The module that an import line names, if it is one.
    static func imported(by line: Substring) -> String? {
        var words = line.split(separator: " ").map(String.init)
        guard let start = words.firstIndex(of: "import"), words[..<start].allSatisfy(isModifier) else {
            return nil
        }
        words.removeFirst(start + 1)
        let kinds = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
        if let first = words.first, kinds.contains(first) { words.removeFirst() }
        return words.first.map { String($0.prefix { $0 != "." }) }
    }

    private static func isModifier(_ word: String) -> Bool {
        word.hasPrefix("@") || ["package", "public", "internal", "private", "fileprivate"].contains(word)
    }
}

@Suite struct ImportTests {
    @Test func everyArrowPointsDown() throws {
        let files = try House.files()
        #expect(files.count > 20)
        for (room, file, lines) in files {
            let allowed = try #require(House.rooms[room], "\(room) is no room of the house")
            for module in lines.compactMap(House.imported) {
                #expect(allowed.union(House.libraries).contains(module), "\(file) imports \(module)")
            }
        }
    }

    @Test func onlyTheOutermostRoomsReadTheClock() throws {
        for (room, file, lines) in try House.files() where !House.clockRooms.contains(room) {
            for line in lines where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                for word in House.clockWords {
                    #expect(!line.contains(word), "\(file) reads the clock: \(line)")
                }
            }
        }
    }

    @Test(arguments: [
        ("import GRDB", "GRDB"), ("package import Foundation", "Foundation"),
        ("@preconcurrency import Dispatch", "Dispatch"), ("import struct Foundation.Date", "Foundation"),
        ("// import nothing", nil), ("let text = \"import\"", nil),
    ])
    func anImportLineIsSeenForWhatItIs(line: String, module: String?) {
        #expect(House.imported(by: Substring(line)) == module)
    }
}
