package import Reminders
package import Store

extension Problem {
    package init(_ problem: ConfigurationProblem) {
        self.init(.error, problem.place, problem.what, problem.remedy)
    }

    /// What kept the database from being opened or read.
    package init(_ error: StoreError) { self.init(.error, "database", told: "\(error)") }

    /// What was thrown while something was looked at, each of its parts.
    static func causes(of error: any Error, at place: String) -> [Problem] {
        switch error {
        case let error as ConfigurationError: error.problems.map(Problem.init)
        case let error as ConfigurationProblem: [Problem(error)]
        case let error as StoreError: [Problem(error)]
        default: [Problem(.error, place, told: "\(error)")]
        }
    }
}
