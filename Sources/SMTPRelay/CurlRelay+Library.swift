import CCurl

extension CurlRelay {
    /// What sending needs and the libcurl of this machine cannot do; empty where
    /// it can do all of it.
    package static var libraryLacks: [String] {
        if let why = ccurl_load() { return ["everything: \(String(cString: why))"] }
        guard let version = ccurl_version_info(CURLVERSION_FIRST) else { return ["all"] }
        var spoken: Set<String> = []
        var next = version.pointee.protocols
        while let name = next?.pointee {
            spoken.insert(String(cString: name))
            next = next?.successor()
        }
        let lacks = ["smtp", "smtps", "https"].filter { !spoken.contains($0) }
        return version.pointee.features & CURL_VERSION_SSL == 0 ? lacks + ["TLS"] : lacks
    }
}
