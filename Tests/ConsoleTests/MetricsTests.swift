import Console
import Foundation
import HTTPTypes
import Testing

/// `/metrics`, byte for byte as it is kept in `Golden`; `MINUTED_GOLDEN=rewrite`
/// writes the files anew.
@Suite struct MetricsTests {
    static let reports: [String: HealthReport] = ["well": .well, "ill": .ill, "no-database": noDatabase]

    private static var noDatabase: HealthReport {
        var report = HealthReport(now: HealthReport.now, version: "1.2.3", mode: "dry-run")
        report.isStandby = true
        report.obstacles = [HealthObstacle(.standby, "another process sends for this database")]
        return report
    }

    private func file(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name).prom")
    }

    @Test(arguments: reports.keys.sorted())
    func goldenMetricsAreUnchanged(name: String) async throws {
        let answer = await Answer.to("/metrics", of: Self.reports[name]!)
        if ProcessInfo.processInfo.environment["MINUTED_GOLDEN"] == "rewrite" {
            try Data(answer.body.utf8).write(to: file(name))
        }
        #expect(answer.status == 200)
        #expect(answer.fields[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(try answer.body == String(contentsOf: file(name), encoding: .utf8))
    }

    /// As Prometheus reads it: every sample under its own HELP and TYPE, each
    /// name once, every value a number.
    @Test(arguments: reports.keys.sorted())
    func everyMetricIsExplainedOnceAndIsANumber(name: String) async {
        let lines = await Answer.to("/metrics", of: Self.reports[name]!).body.split(separator: "\n")
        var current = "", seen: Set<String> = []
        for line in lines {
            let words = line.split(separator: " ")
            if line.hasPrefix("# HELP") {
                current = String(words[2])
                #expect(seen.insert(current).inserted)
            } else if line.hasPrefix("# TYPE") {
                #expect(words[2] == current && ["gauge", "counter"].contains(words[3]))
                #expect((words[3] == "counter") == current.hasSuffix("_total"))
            } else {
                #expect(line.prefix { $0 != "{" && $0 != " " } == current)
                #expect(Double(words.last!) != nil)
            }
        }
        #expect(seen.count >= 7)
    }

    @Test func whatStandsInALabelCannotEndIt() async {
        var report = HealthReport.well
        report.version = "1\"} 2\n\\"
        let body = await Answer.to("/metrics", of: report).body
        #expect(body.contains(#"minuted_build_info{version="1\"} 2\n\\"} 1"# + "\n"))
    }
}
