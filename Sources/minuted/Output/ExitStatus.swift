import ArgumentParser

/// How a verb ends: the codes of sysexits(3) that the contract uses.
enum ExitStatus: Int32 {
    /// `check` found something that needs a person.
    case needsAPerson = 1
    /// The words of the command are wrong.
    case usage = 64
    /// Input is wrong: nothing was written.
    case badInput = 65
    /// Letters waited and the relay, or another service, could not be reached.
    case unavailable = 69
    /// A fault of this program.
    case fault = 70
    case tryAgain = 75
    /// The configuration is wrong, or names what cannot be used.
    case misconfigured = 78

    /// For verbs that have said all there is to say.
    var code: ExitCode { ExitCode(rawValue) }
}

/// Why a verb could not do what it was asked: `WHERE: WHAT; WHAT TO DO`.
struct Complaint: Error {
    var status: ExitStatus
    var line: String

    init(_ status: ExitStatus, _ line: String) {
        self.status = status
        self.line = line
    }

    init(_ status: ExitStatus, _ place: String, _ what: String, _ remedy: String) {
        self.init(status, "\(place): \(what); \(remedy)")
    }
}
