import Foundation
import Store
import Testing

@testable import Daemon

@Suite struct ReloadTests {
    @Test func lettersCarryLinksToWhereTheOwnersPagesAreServedUntilTheNextStart() async throws {
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.path("m.sqlite"), for: .daemon, creating: true)
        func configuration(_ mode: String, _ answers: String) throws -> Configuration {
            try Configuration(
                yaml: """
                    database: \(folder.path("m.sqlite"))
                    mode: \(mode)
                    redirect-to: ops@example.org
                    sender: { address: a@example.org }
                    answers: { listen: "127.0.0.1:8481", url: "https://\(answers).example.org" }

                    """, file: "minuted.yaml")
        }
        let next = try configuration("redirect", "new")
        let service = try DeliveryService(
            store, configuration("dry-run", "old"), clock: .starting(at: .noon), logger: .silent,
            environment: [:], read: { next })
        try await service.duties().reload()
        #expect(service.delivery.configuration.mode == next.mode)
        #expect(service.delivery.configuration.answers?.url.host() == "old.example.org")
    }
}
