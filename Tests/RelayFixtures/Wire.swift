import Foundation

/// A server's end of one connection, read line by line; in clear or in TLS.
final class Wire {
    struct Closed: Error {}

    let descriptor: Int32
    private var tls: TLSChannel?
    private var received: [UInt8] = []

    init(descriptor: Int32) { self.descriptor = descriptor }

    func startTLS(_ identity: TLSIdentity) throws {
        guard let channel = TLSChannel(identity, descriptor: descriptor) else { throw Closed() }
        tls = channel
    }

    /// The next line with its CRLF cut off.
    func readLine() throws -> [UInt8] {
        while true {
            if let end = received.firstRange(of: [13, 10]) {
                defer { received.removeSubrange(..<end.upperBound) }
                return Array(received[..<end.lowerBound])
            }
            try receive()
        }
    }

    func read(_ count: Int) throws -> [UInt8] {
        while received.count < count { try receive() }
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    private func receive() throws {
        let part = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            let buffer = UnsafeMutableRawBufferPointer(buffer)
            count = max(0, tls?.read(into: buffer) ?? recv(descriptor, buffer.baseAddress, buffer.count, 0))
        }
        guard !part.isEmpty else { throw Closed() }
        received += part
    }

    func write(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                tls?.write($0) ?? send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Closed() }
            rest = rest.dropFirst(count)
        }
    }

    func close(reset: Bool) {
        if reset {
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        }
        Glibc.close(descriptor)
    }
}
