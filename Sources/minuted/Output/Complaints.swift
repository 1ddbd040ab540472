import ArgumentParser
import Daemon
import Documents
import Foundation
import Scheduling
import Store

/// What is told of an error on standard error, and how the program exits.
struct Complaints {
    var status: ExitStatus
    /// `WHERE: WHAT; WHAT TO DO`, one for each thing that is wrong; nothing that
    /// was typed or read from a file ends a line or moves the terminal.
    var lines: [String]

    /// - Parameter words: those of the command line, which say where it was where
    ///   the error does not.
    init(about error: any Error, words: [String]) {
        let usage = UsageWords(words)
        let verb = usage.verb
        switch error {
        case let error as Complaint: self.init(error.status, error.line)
        case let error as ConfigurationError: self.init(.misconfigured, error.problems.map(\.description))
        case let error as SecretProblem: self.init(.misconfigured, error.description)
        case let error as SelfCheck: self.init(.misconfigured, "\(verb): \(error)")
        case let error as InputRefusal: self.init(.badInput, error.problems.map(\.description))
        case let error as InputProblem: self.init(.badInput, error.description)
        case let error as RegisterError: self.init(.badInput, "\(error.place ?? verb): \(error)")
        case let error as Fence.Closed: self.init(.badInput, "database: \(error)")
        case let error as SentenceError: self.init(.badInput, "\(verb): \(error)")
        case let error as StoreError: self.init(error.status, "database: \(error)")
        case let error as SystemFailure:
            self.init(.misconfigured, "\(verb): \(error)")
        case is CancellationError: self.init(.tryAgain, "\(verb): interrupted; run it again")
        default: self.init(unforeseen: error, usage)
        }
    }

    private init(_ status: ExitStatus, _ line: String) { self.init(status, [line]) }

    private init(_ status: ExitStatus, _ lines: [String]) {
        self.status = status
        self.lines = lines.map { LogFields.escaped($0) }
    }

    /// What argument parsing says, or a fault of our own.
    private init(unforeseen error: any Error, _ usage: UsageWords) {
        guard Minuted.exitCode(for: error) == .validationFailure else {
            self.init(.fault, "\(usage.verb): \(error); report this as a fault")
            return
        }
        self.init(.usage, usage.line(for: Minuted.message(for: error)))
    }
}

extension RegisterError {
    /// The noun it is about, where the error names one.
    fileprivate var place: String? {
        switch self {
        case .unknown(let subject, _, _), .exists(let subject, _): subject.rawValue
        case .notAllowed, .invalid: nil
        }
    }
}

extension StoreError {
    fileprivate var status: ExitStatus {
        switch self {
        case .busy, .full: .tryAgain
        case .refused: .fault
        default: .misconfigured
        }
    }
}
