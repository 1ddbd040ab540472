import CCurl
import Dispatch
import Foundation

/// The sockets libcurl holds open for a lane, which another thread can hang up.
///
/// libcurl waits up to two minutes for the answer to QUIT and no option of the
/// handle shortens that in cleanup. Shutting the socket down ends the wait; the
/// lock keeps the descriptor from being closed and used again meanwhile. (The
/// thread sanitizer does not see a contended `Mutex` change hands.)
final class LaneSocket: @unchecked Sendable {  // the lock guards the variables
    private let lock = NSLock()
    /// Descriptor to serial number: a number used again is another socket.
    private var sockets: [Int32: Int] = [:]
    private var serial = 0

    var isOpen: Bool { lock.withLock { !sockets.isEmpty } }

    func opened(_ descriptor: Int32) {
        lock.withLock {
            serial += 1
            sockets[descriptor] = serial
        }
    }

    func close(_ descriptor: Int32) -> Int32 {
        lock.withLock {
            sockets[descriptor] = nil
            return Glibc.close(descriptor)
        }
    }

    /// Hangs up what is open now, should it still be open after `patience`.
    func hangUp(after patience: Duration) {
        let condemned = lock.withLock { sockets }
        guard !condemned.isEmpty else { return }
        let queue = DispatchQueue(label: "hang-up")
        queue.asyncAfter(deadline: .now() + patience.dispatchInterval) { [weak self] in
            self?.hangUp(condemned)
        }
    }

    private func hangUp(_ condemned: [Int32: Int]) {
        lock.withLock {
            for (descriptor, serial) in condemned where sockets[descriptor] == serial {
                shutdown(descriptor, Int32(SHUT_RDWR))
            }
        }
    }
}

extension LaneSocket {
    /// Lets libcurl report every socket it opens and closes.
    func attach(to handle: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = ccurl_set_pointer(handle, CURLOPT_SOCKOPTDATA, context)
        _ = ccurl_set_socket_opened(handle) { context, descriptor, _ in
            LaneSocket.from(context).opened(descriptor)
            return CURL_SOCKOPT_OK
        }
        _ = ccurl_set_pointer(handle, CURLOPT_CLOSESOCKETDATA, context)
        _ = ccurl_set_socket_close(handle) { context, descriptor in
            LaneSocket.from(context).close(descriptor)
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> LaneSocket {
        Unmanaged<LaneSocket>.fromOpaque(context!).takeUnretainedValue()
    }
}

extension Duration {
    var dispatchInterval: DispatchTimeInterval { .milliseconds(milliseconds) }

    var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
