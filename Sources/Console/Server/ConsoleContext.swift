import Hummingbird
import Logging

/// What the router carries along with a request.
struct ConsoleContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    /// A request knows no more of where it came from than this.
    struct Source: RequestContextSource {
        let logger: Logger
    }

    init(source: Source) { coreContext = CoreRequestContextStorage(source: source) }

    /// What one request may bring, in octets; an import brings a whole file.
    var maxUploadSize: Int { Self.largestForm }

    static let largestForm = 2 * 1024 * 1024
    static let largestFile = 8 * 1024 * 1024
}
