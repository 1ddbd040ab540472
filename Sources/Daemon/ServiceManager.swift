import Dispatch
import Foundation

/// systemd's notification protocol (sd_notify(3)), spoken by hand: one datagram
/// of `NAME=value` lines to the socket named in `NOTIFY_SOCKET`.
///
/// Without that variable nothing is said to anybody.
package struct ServiceManager: Sendable {
    private let socket: String?
    /// How long we may be silent before we are taken for dead; `nil` where
    /// nobody watches, or watches another process.
    package let watchdog: Duration?

    package init(environment: [String: String], process: Int32 = getpid()) {
        socket = environment["NOTIFY_SOCKET"]
        let isOurs = environment["WATCHDOG_PID"].map { $0 == String(process) } ?? true
        watchdog = environment["WATCHDOG_USEC"].flatMap { isOurs ? Int64($0) : nil }
            .flatMap { $0 > 0 ? .microseconds($0) : nil }
    }

    package func ready(status: String) { notify(["READY=1", line(status)]) }

    package func status(_ text: String) { notify([line(text)]) }

    /// Told before a reload begins; `ready` ends it.
    package func reloading() { notify(["RELOADING=1", "MONOTONIC_USEC=\(Self.monotonicMicroseconds)"]) }

    package func stopping(status: String) { notify(["STOPPING=1", line(status)]) }

    /// Says that the daemon's loop still turns.
    package func alive() { notify(["WATCHDOG=1"]) }

    private func line(_ status: String) -> String {
        "STATUS=" + status.map { $0.isNewline ? " " : String($0) }.joined()
    }

    private func notify(_ lines: [String]) {
        guard let socket, let address = UnixAddress(socket) else { return }
        _ = address.send(lines.joined(separator: "\n"))
    }

    /// CLOCK_MONOTONIC, which is what Dispatch calls uptime on Linux.
    private static var monotonicMicroseconds: UInt64 { DispatchTime.now().uptimeNanoseconds / 1000 }
}
