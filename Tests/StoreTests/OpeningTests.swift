import Testing

@testable import Store

@Suite struct OpeningTests {
    @Test func anEmptyStoreKeepsTheIdentityItWasMadeWith() throws {
        let id = [UInt8](0..<16)
        #expect(try Store.inMemory(databaseID: id).databaseID() == id)
    }
}
