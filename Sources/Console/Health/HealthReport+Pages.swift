import ActionRegister
import Foundation
import Mail
import Store

extension HealthReport {
    /// `ready`, or one reason a line.
    var readinessText: String {
        isReady ? "ready\n" : obstacles.map { $0.line + "\n" }.joined()
    }

    /// The same for a program.
    var readinessJSON: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let readiness = Readiness(ready: isReady, reasons: obstacles)
        return (try? encoder.encode(readiness)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? "{}\n"
    }

    private struct Readiness: Encodable {
        var ready: Bool
        var reasons: [HealthObstacle]
    }

    /// Everything that is counted, for Prometheus.
    var metrics: String {
        var page = PrometheusText()
        addProcess(to: &page)
        addLetters(to: &page)
        addLooks(to: &page)
        addRelay(to: &page)
        return page.text
    }
}

extension HealthReport {
    private func addProcess(to page: inout PrometheusText) {
        page.add(
            "minuted_build_info", .gauge, "The version that runs; always 1.", by: "version", [(version, 1)])
        page.add("minuted_mode", .gauge, "The mode that is in force; always 1.", by: "mode", [(mode, 1)])
        page.add("minuted_ready", .gauge, "Whether /readyz answers 200.", isReady ? 1 : 0)
        page.add(
            "minuted_standby", .gauge, "Whether another process sends for this database.", isStandby ? 1 : 0)
        page.add(
            "minuted_database_readable", .gauge, "Whether the database could be read just now.",
            sending == nil ? 0 : 1)
    }

    private func addLetters(to page: inout PrometheusText) {
        if let letters = sending?.letters {
            page.add(
                "minuted_letters", .gauge, "Letters in the outbox by state.", by: "state",
                OutboxEntry.State.allCases.map { ($0.rawValue, Double(letters[$0] ?? 0)) })
        }
        page.add(
            "minuted_attempts_total", .counter, "Hand-overs to the relay since the start, by outcome.",
            by: "outcome", Attempt.Outcome.allCases.map { ($0.rawValue, Double(attempts[$0] ?? 0)) })
        guard let sending else { return }
        page.add(
            "minuted_oldest_queued_letter_age_seconds", .gauge,
            "Age of the oldest letter that still waits to go; 0 where none does.", age(sending.oldestWaiting))
        page.add(
            "minuted_letter_lateness_seconds", .gauge,
            "How late the letters are that wait for no limit; 0 where none is.", age(lateSince))
        page.add(
            "minuted_next_attempt_timestamp_seconds", .gauge, "When the next letter is to be tried.",
            sending.nextAttempt?.timeIntervalSince1970)
    }

    private func addLooks(to page: inout PrometheusText) {
        let look = sending?.look
        page.add(
            "minuted_last_look_timestamp_seconds", .gauge, "When the register was last looked at.",
            look?.last.timeIntervalSince1970)
        page.add(
            "minuted_last_good_look_timestamp_seconds", .gauge,
            "When a look last could judge every board.", look?.lastGood?.timeIntervalSince1970)
        page.add(
            "minuted_next_look_timestamp_seconds", .gauge,
            "When an unchanged register next owes anything.", look?.next?.timeIntervalSince1970)
        page.add(
            "minuted_last_look_duration_seconds", .gauge, "How long the last look took.", lookDuration)
        guard let pings else { return }
        page.add(
            "minuted_watch_pings_total", .counter, "Good looks told to the outside watch since the start.",
            by: "outcome", [("reached", Double(pings.reached)), ("failed", Double(pings.failed))])
    }

    private func addRelay(to page: inout PrometheusText) {
        page.add(
            "minuted_relay_state", .gauge, "1 for what the relay does for us, 0 for the others.",
            by: "state", RelayState.allCases.map { ($0.rawValue, $0 == relay ? 1 : 0) })
        page.add(
            "minuted_client_secret_expires_timestamp_seconds", .gauge,
            "When the relay's client secret expires.", secretExpires.map { Double($0.number) * 86_400 })
    }

    private func age(_ date: Date?) -> Double {
        date.map { max(0, now.timeIntervalSince($0)) } ?? 0
    }
}

extension HealthObstacle {
    /// However many lines its words have.
    fileprivate var line: String {
        "\(reason.rawValue): " + what.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
