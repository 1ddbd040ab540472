import Hummingbird
import NIOCore

/// The few files that pages refer to; they are part of the program.
enum Assets {
    /// A page with a tick.
    private static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="5" y="2" width="22" height="28" rx="3" \
        fill="#0b4f9e"/><path d="M10 16l5 5 8-10" fill="none" stroke="#fff" stroke-width="3"/></svg>
        """

    static func add(to router: Router<ConsoleContext>) {
        let style = ByteBuffer(bytes: PackageResources.console_css)
        router.get("assets/console.css") { _, _ in
            var response = Response.bytes(style, type: "text/css; charset=utf-8")
            response.headers[.cacheControl] = "max-age=300"
            return response
        }
        router.get("assets/minuted.svg") { _, _ in
            Response.bytes(ByteBuffer(string: icon), type: "image/svg+xml")
        }
    }
}
