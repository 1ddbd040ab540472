import CCurl

extension CurlRelay {
    /// What is wrong with the libcurl of this machine; `nil` where it can do all that
    /// sending needs. The first to ask waits until it is loaded.
    package static var curlFault: String? {
        if let why = ccurl_load() { return "libcurl cannot be loaded: \(String(cString: why))" }
        guard let version = ccurl_version_info(CURLVERSION_FIRST) else {
            return "libcurl tells nothing of itself"
        }
        var spoken: Set<String> = []
        var next = version.pointee.protocols
        while let name = next?.pointee {
            spoken.insert(String(cString: name))
            next = next?.successor()
        }
        var lacks = ["smtp", "smtps", "https"].filter { !spoken.contains($0) }
        if version.pointee.features & CURL_VERSION_SSL == 0 { lacks.append("TLS") }
        return lacks.isEmpty ? nil : "libcurl was built without \(lacks.joined(separator: ", "))"
    }
}
