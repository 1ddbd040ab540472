import Daemon
import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct AlarmTests {
    let rings = Signals<Date>()

    @Test func ringsOnceAtItsTime() async {
        let alarm = Alarm(label: "test") { rings.send(.now) }
        let time = Date.now + 0.2
        await alarm.set(for: time)
        let rang = await rings.next()
        #expect(rang! >= time - 0.01)
    }

    @Test func laterSettingReplacesTheEarlier() async {
        let alarm = Alarm(label: "test") { rings.send(.now) }
        let start = Date.now
        await alarm.set(for: start + 60)
        await alarm.set(for: start + 0.1)
        let rang = await rings.next()
        #expect(rang! < start + 30)
    }

    @Test func pastTimeRingsAtOnce() async {
        let alarm = Alarm(label: "test") { rings.send(.now) }
        await alarm.set(for: .distantPast)
        #expect(await rings.next() != nil)
    }

    /// A second alarm that rings proves that time has passed for the first.
    @Test func neitherTheFarFutureNorAnAlarmTurnedOffRings() async {
        let future = Alarm(label: "future") { rings.send(.distantFuture) }
        let off = Alarm(label: "off") { rings.send(.distantFuture) }
        let other = Alarm(label: "other") { rings.send(.distantPast) }
        await future.set(for: .distantFuture)
        let time = Date.now + 1
        await off.set(for: time)
        await off.set(for: nil)
        await other.set(for: time + 0.2)
        #expect(await rings.next() == .distantPast)
    }

    @Test func alarmThatIsSetCanBeLetGo() async {
        let gone = Signals<Bool>()
        do {
            let witness = Witness { gone.send(true) }
            let alarm = Alarm(label: "gone") { witness.touch() }
            await alarm.set(for: .now + 60)
        }
        #expect(await gone.next() == true)
    }

    /// Tells when nobody holds it any more.
    private final class Witness: Sendable {
        private let end: @Sendable () -> Void

        init(_ end: @escaping @Sendable () -> Void) { self.end = end }
        deinit { end() }
        func touch() {}
    }
}
