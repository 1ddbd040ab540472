@preconcurrency import Dispatch
import Foundation

/// A datagram socket beside the database by which the command line tells the
/// daemon of an edit.
///
/// What is rung carries nothing: the daemon looks again, whoever rang.
package final class Doorbell: Sendable {
    private let source: any DispatchSourceRead

    /// Hangs the bell; whoever does must hold the sender lock, for the bell of a
    /// dead daemon is taken down first.
    ///
    /// - Parameter answer: called on the bell's own queue once for all rings
    ///   that wait; it must return at once.
    package init(beside database: String, answer: @escaping @Sendable () -> Void) throws(SystemFailure) {
        let path = Self.path(beside: database)
        let descriptor = try UnixAddress.datagramSocket()
        unlink(path)
        guard let address = UnixAddress(path),
            address.withPointer({ bind(descriptor, $0, $1) }) == 0
        else {
            let failure = SystemFailure(
                "listen at \(path)", code: path.utf8.count > 107 ? ENAMETOOLONG : errno)
            close(descriptor)
            throw failure
        }
        chmod(path, 0o660)
        source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor, queue: DispatchQueue(label: "doorbell"))
        source.setEventHandler {
            Self.drain(descriptor)
            answer()
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
        try FolderOwner.adopt(path)
    }

    /// Tells the daemon, if one runs, that something was edited.
    ///
    /// - Returns: whether one was there. Without one nothing is lost: it looks
    ///   when it starts.
    @discardableResult
    package static func ring(beside database: String) -> Bool {
        UnixAddress(path(beside: database))?.send("!") ?? false
    }

    /// Takes the bell down; nobody answers it afterwards.
    package func takeDown() { source.cancel() }

    deinit { source.cancel() }

    private static func path(beside database: String) -> String {
        DatabaseCompanion.path(beside: database, ending: "-doorbell")
    }

    private static func drain(_ descriptor: Int32) {
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) >= 0 {}
    }
}
