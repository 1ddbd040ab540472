import Foundation

/// Stream sockets on 127.0.0.1 that never block.
package enum LoopbackSocket {
    /// Listens on a port, 0 for any that is free.
    static func listen(port: Int) throws -> (descriptor: Int32, port: Int) {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_INET, type, 0)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout.size(ofValue: on)))
        guard let bound = bind(descriptor, port: port), Glibc.listen(descriptor, 16) == 0 else {
            defer { close(descriptor) }
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
        return (descriptor, bound)
    }

    /// A port that nobody listens on: `wanted` where that is one.
    package static func freePort(preferring wanted: Int) throws -> Int {
        let (descriptor, port) = try (try? listen(port: wanted)) ?? listen(port: 0)
        close(descriptor)
        return port
    }

    private static func bind(_ descriptor: Int32, port: Int) -> Int? {
        guard let port = UInt16(exactly: port) else {
            errno = EINVAL
            return nil
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        return isBound ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }

    /// The next client, or nil when none waits.
    static func accept(_ listener: Int32) -> Int32? {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        return descriptor
    }

    /// What has arrived; empty at the end of the stream or after an error, nil
    /// when nothing is there yet.
    static func receive(from descriptor: Int32) -> [UInt8]? {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            let result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            failure = result < 0 ? errno : 0
            count = max(0, result)
        }
        return failure == EAGAIN || failure == EINTR ? nil : bytes
    }

    /// Whether all of it could be sent at once.
    static func send(_ text: String, to descriptor: Int32) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
}
