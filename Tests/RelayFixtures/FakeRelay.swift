import Foundation

/// A scripted SMTP server on 127.0.0.1, for tests of what a relay may do to us.
///
/// The n-th connection plays the n-th script, later ones the last. It keeps
/// what it heard; stop it before the test ends.
package final class FakeRelay: Sendable {
    package let port: Int
    private let listener: Int32
    private let scripts: [Script]
    private let state = Locked(State())

    private struct State: Sendable {
        var conversations: [Conversation] = []
        var open: Set<Int32> = []
        var waiting: [(index: Int, resume: CheckedContinuation<Void, Never>)] = []
    }

    package init(_ scripts: Script...) throws {
        signal(SIGPIPE, SIG_IGN)
        self.scripts = scripts.isEmpty ? [.obedient] : scripts
        (listener, port) = try Loopback.listen()
        Thread.detachNewThread { [self] in acceptAll() }
    }

    package var url: String { "smtp://127.0.0.1:\(port)" }

    package var conversations: [Conversation] { state.withLock(\.conversations) }

    package var messages: [[UInt8]] { conversations.flatMap(\.messages) }

    /// Returns when the n-th connection has been closed on this side.
    package func isOver(_ index: Int) async {
        await withCheckedContinuation { done in
            let isOver = state.withLock { state in
                let isOver = state.conversations.indices.contains(index) && state.conversations[index].isOver
                if !isOver { state.waiting.append((index, done)) }
                return isOver
            }
            if isOver { done.resume() }
        }
    }

    /// Takes no more connections and hangs up on those there are.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        state.withLock { for descriptor in $0.open { shutdown(descriptor, Int32(SHUT_RDWR)) } }
    }

    private func acceptAll() {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            let index = state.withLock { state in
                state.conversations.append(Conversation())
                state.open.insert(descriptor)
                return state.conversations.count - 1
            }
            Thread.detachNewThread { [self] in converse(index, descriptor) }
        }
        close(listener)
    }

    private func converse(_ index: Int, _ descriptor: Int32) {
        let script = scripts[min(index, scripts.count - 1)]
        let wire = Wire(descriptor: descriptor)
        var performance = Performance(wire: wire, script: script) { change in
            self.state.withLock { change(&$0.conversations[index]) }
        }
        finish(index, wire, reset: performance.run())
    }

    private func finish(_ index: Int, _ wire: Wire, reset: Bool) {
        let waiting = state.withLock { state in
            wire.close(reset: reset)
            state.conversations[index].isOver = true
            state.open.remove(wire.descriptor)
            let waiting = state.waiting.filter { $0.index == index }
            state.waiting.removeAll { $0.index == index }
            return waiting
        }
        for waiter in waiting { waiter.resume.resume() }
    }
}
