import Foundation

/// A client of HTTP over a Unix socket: one request a connection.
package enum UnixHTTP {
    package struct Answer: Hashable, Sendable {
        package var status: Int
        package var body: String

        package init(status: Int, body: String) { (self.status, self.body) = (status, body) }
    }

    /// Asks, and waits for the answer; from a thread of its own, for it blocks.
    ///
    /// - Throws: `POSIXError` where nobody listens there.
    package static func get(_ page: String, at path: String) async throws -> Answer {
        try await withCheckedThrowingContinuation { done in
            Thread.detachNewThread { done.resume(with: Result { try ask(page, path) }) }
        }
    }

    private static func ask(_ page: String, _ path: String) throws -> Answer {
        let descriptor = try connect(to: path)
        defer { close(descriptor) }
        let request = Array("GET \(page) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        _ = send(descriptor, request, request.count, Int32(MSG_NOSIGNAL))
        let parts = String(decoding: readAll(descriptor), as: UTF8.self).split(
            separator: "\r\n\r\n", maxSplits: 1)
        let status = parts.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return Answer(status: status ?? 0, body: parts.count > 1 ? String(parts[1]) : "")
    }

    private static func connect(to path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let result = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            defer { close(descriptor) }
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        return descriptor
    }

    private static func readAll(_ descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
            bytes += buffer.prefix(count)
        }
        return bytes
    }
}
