import Daemon
import Foundation
import Testing

/// A socket that hears what a daemon tells systemd.
private final class Listener {
    private let descriptor: Int32

    init(_ name: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(name.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: bytes)
            if bytes.first == UInt8(ascii: "@") { $0[0] = 0 }
        }
        let length = socklen_t(2 + bytes.count)
        let bound = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        try #require(bound == 0)
    }

    deinit { close(descriptor) }

    /// The next datagram that waits.
    func next() -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}

@Suite struct ServiceManagerTests {
    @Test func speaksToASocketByItsPath() throws {
        let folder = try TemporaryFolder()
        let listener = try Listener(folder.path("notify"))
        let manager = ServiceManager(environment: ["NOTIFY_SOCKET": folder.path("notify")])
        manager.ready(status: "live")
        #expect(listener.next() == "READY=1\nSTATUS=live")
        manager.status("two\nlines")
        #expect(listener.next() == "STATUS=two lines")
        manager.stopping(status: "bye")
        #expect(listener.next() == "STOPPING=1\nSTATUS=bye")
        manager.alive()
        #expect(listener.next() == "WATCHDOG=1")
        #expect(listener.next() == nil)
    }

    @Test func speaksToAnAbstractSocketAndTimesAReload() throws {
        let name = "@minuted-test-\(UUID())"
        let listener = try Listener(name)
        ServiceManager(environment: ["NOTIFY_SOCKET": name]).reloading()
        let words = try #require(listener.next())
        let match = try #require(try /RELOADING=1\nMONOTONIC_USEC=(\d+)/.wholeMatch(in: words))
        #expect(Int64(match.1)! > 0)
    }

    @Test func withoutAManagerNobodyIsTold() {
        ServiceManager(environment: [:]).ready(status: "live")
        ServiceManager(environment: ["NOTIFY_SOCKET": "/nonexistent/notify"]).ready(status: "live")
    }

    @Test func watchdogIsOursOnlyWhereItNamesUs() {
        let watched = ["WATCHDOG_USEC": "30000000"]
        #expect(ServiceManager(environment: watched).watchdog == .seconds(30))
        #expect(
            ServiceManager(environment: watched.merging(["WATCHDOG_PID": "7"]) { $1 }, process: 7).watchdog
                != nil)
        #expect(
            ServiceManager(environment: watched.merging(["WATCHDOG_PID": "7"]) { $1 }, process: 8).watchdog
                == nil)
        #expect(ServiceManager(environment: ["WATCHDOG_USEC": "0"]).watchdog == nil)
        #expect(ServiceManager(environment: [:]).watchdog == nil)
    }
}
