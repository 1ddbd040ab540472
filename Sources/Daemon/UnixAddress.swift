import Foundation

/// The address of a Unix socket: a path, or a name in Linux's abstract space,
/// which systemd writes with a leading `@`.
struct UnixAddress {
    private var address = sockaddr_un()
    private let length: socklen_t

    /// `nil` where the name is empty or longer than 107 bytes.
    init?(_ name: String) {
        let bytes = Array(name.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard !bytes.isEmpty, bytes.count < capacity, !bytes.contains(0) else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let isAbstract = name.hasPrefix("@")
        if isAbstract { withUnsafeMutableBytes(of: &address.sun_path) { $0[0] = 0 } }
        let head = MemoryLayout<sockaddr_un>.size - capacity
        length = socklen_t(head + bytes.count + (isAbstract ? 0 : 1))
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// A datagram socket that does not block and is closed on exec.
    static func datagramSocket() throws(SystemFailure) -> Int32 {
        let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw SystemFailure("open a socket") }
        return descriptor
    }

    /// Sends one datagram; `false` where nobody took it.
    func send(_ text: String) -> Bool {
        guard let descriptor = try? Self.datagramSocket() else { return false }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        return withPointer { sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, $1) }
            == bytes.count
    }
}

extension UnixAddress {
    /// Whether a process takes connections there; the file of a dead one stays.
    var isServed: Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return withPointer { connect(descriptor, $0, $1) } == 0
    }
}
