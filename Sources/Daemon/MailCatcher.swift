@preconcurrency import Dispatch
import Foundation

/// A small SMTP server on loopback that takes every message and passes none on:
/// the other end of `minuted demo`.
///
/// Everything in it is bounded: connections, line and message sizes,
/// recipients. A client that does not read its replies is hung up on.
package actor MailCatcher {
    package struct Limits: Hashable, Sendable {
        package var connections = 20
        /// Of a command, in bytes without its CRLF (RFC 5321 §4.5.3.1.4: at least 510).
        package var lineLength = 2000
        /// In bytes.
        package var messageSize = 10 << 20
        package var recipients = 100

        package init() {}
    }

    package nonisolated let port: Int
    private let executor = QueueExecutor(label: "mail-catcher")
    private let listener: Int32
    private let limits: Limits
    private let caught: @Sendable (CaughtMessage) -> Void
    private var acceptor: (any DispatchSourceRead)?
    private var clients: [Int32: Client] = [:]

    private struct Client {
        let source: any DispatchSourceRead
        var session: CatcherSession
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Takes a port of 127.0.0.1; clients wait until `start`.
    ///
    /// - Parameter port: 0 for any that is free.
    /// - Parameter caught: called with each message before its sender hears 250,
    ///   one at a time; a long call keeps every client waiting.
    package init(
        port: Int = 0, limits: Limits = Limits(), caught: @escaping @Sendable (CaughtMessage) -> Void
    ) throws {
        self.limits = limits
        self.caught = caught
        (listener, self.port) = try LoopbackSocket.listen(port: port)
    }

    package func start() {
        guard acceptor == nil else { return }
        acceptor = source(on: listener) { $0.acceptAll() }
    }

    /// Takes no more connections and hangs up on those there are. A catcher does
    /// not start again.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        acceptor?.cancel()
        for descriptor in Array(clients.keys) { hangUp(descriptor) }
    }

    deinit {
        if let acceptor { acceptor.cancel() } else { close(listener) }
        for client in clients.values { client.source.cancel() }
    }

    /// Watches a descriptor, and closes it once the watch is cancelled.
    private func source(
        on descriptor: Int32, _ handler: @escaping @Sendable (isolated MailCatcher) -> Void
    ) -> any DispatchSourceRead {
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: executor.queue)
        source.setEventHandler { [weak self] in self?.assumeIsolated(handler) }
        source.setCancelHandler { close(descriptor) }
        source.activate()
        return source
    }
}

extension MailCatcher {
    private func acceptAll() {
        while let descriptor = LoopbackSocket.accept(listener) {
            guard clients.count < limits.connections else {
                _ = LoopbackSocket.send("421 4.3.2 too many connections\r\n", to: descriptor)
                close(descriptor)
                continue
            }
            let source = source(on: descriptor) { $0.receive(from: descriptor) }
            clients[descriptor] = Client(source: source, session: CatcherSession(limits: limits))
            reply(CatcherSession.greeting, to: descriptor)
        }
    }

    private func receive(from descriptor: Int32) {
        guard let bytes = LoopbackSocket.receive(from: descriptor) else { return }
        guard !bytes.isEmpty else { return hangUp(descriptor) }
        for output in clients[descriptor]?.session.take(bytes) ?? [] {
            switch output {
            case .reply(let line): reply(line, to: descriptor)
            case .caught(let message): caught(message)
            case .close: hangUp(descriptor)
            }
        }
    }

    private func reply(_ line: String, to descriptor: Int32) {
        guard clients[descriptor] != nil else { return }
        if !LoopbackSocket.send(line + "\r\n", to: descriptor) { hangUp(descriptor) }
    }

    private func hangUp(_ descriptor: Int32) {
        guard let client = clients.removeValue(forKey: descriptor) else { return }
        shutdown(descriptor, Int32(SHUT_RDWR))
        client.source.cancel()
    }
}
