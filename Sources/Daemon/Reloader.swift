import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the configuration again at SIGHUP; a bad one is refused and the old
/// one stays.
struct Reloader: Service {
    let manager: ServiceManager
    let mode: @Sendable () -> String
    let logger: Logger
    /// Trapped before anybody was told that we are ready: untrapped, it would end us.
    let hangups: UnixSignalsSequence
    let reload: @Sendable () async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in hangups { await reloadOnce() }
        }
    }

    func reloadOnce() async {
        manager.reloading()
        do {
            try await reload()
            logger.notice("configuration read again", metadata: ["mode": "\(mode())"])
            manager.ready(status: mode())
        } catch {
            logger.error("configuration refused, the old one stays", metadata: ["why": "\(error)"])
            manager.ready(status: "\(mode()); the new configuration was refused, the old one stays")
        }
    }
}
