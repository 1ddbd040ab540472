import ActionRegister
import Foundation

extension Configuration.Sender {
    init?(_ section: ConfigurationSection) {
        section.require("address", "add address: actions@example.org")
        let envelope = section.value("envelope", as: .reversePath)
        guard let address = section.value("address", as: .mailbox) else { return nil }
        self.init(address: address, envelope: envelope)
    }
}

extension Configuration.Console {
    init?(_ section: ConfigurationSection) {
        section.require("listen", "add listen: \"127.0.0.1:8480\"")
        section.require("url", "add the address under which people reach it")
        let signIn = section.value("sign-in", as: .init(oneOf: "a way to sign in")) ?? SignIn.link
        let listen = section.value("listen", as: .listen)
        let url = section.value("url", as: .webAddress)
        guard let listen, let url else { return nil }
        self.init(listen: listen, url: url, signIn: signIn)
        section.refuseInClear(listen, url, "console")
        if signIn == .proxyHeader && !listen.isLocal {
            section.complain(
                at: section.mark(of: "listen"),
                "console.listen: \(listen) is reached from other machines, and anybody there could say who they are",
                "write 127.0.0.1 or a Unix socket where a proxy signs people in")
        }
    }
}

extension Configuration.Answers {
    init?(_ section: ConfigurationSection) {
        section.require("listen", "add listen: \"127.0.0.1:8481\"")
        section.require("url", "add the address under which owners reach it")
        let listen = section.value("listen", as: .listen)
        let url = section.value("url", as: .webAddress)
        guard let listen, let url else { return nil }
        self.init(listen: listen, url: url)
        section.refuseInClear(listen, url, "answers")
    }
}

extension ConfigurationSection {
    /// What people are signed in by must not cross a network in clear.
    fileprivate func refuseInClear(_ listen: ListenAddress, _ url: URL, _ name: String) {
        guard !listen.isLocal, url.scheme != "https" else { return }
        complain(
            at: mark(of: "url"),
            "\(name).url: \(url) is not https, and \(listen) is reached from other machines",
            "listen on 127.0.0.1 behind a proxy that speaks TLS, and write its https address here")
    }
}

extension Configuration.Health {
    init?(_ section: ConfigurationSection) {
        section.require("listen", "add listen: \"127.0.0.1:8482\"")
        let lateAfter = section.value("late-after", as: .duration) ?? .seconds(2 * 3600)
        guard let listen = section.value("listen", as: .listen) else { return nil }
        if !listen.isLocal {
            section.complain(
                at: section.mark(of: "listen"),
                "health.listen: \(listen) is reached from other machines, and the health pages ask for no login",
                "write 127.0.0.1 or a Unix socket, and let a reverse proxy that asks show them outside")
        }
        self.init(listen: listen, lateAfter: lateAfter)
    }
}

extension Configuration.Retention {
    init(_ section: ConfigurationSection) {
        messages = section.value("messages", as: .retention) ?? messages
        attempts = section.value("attempts", as: .retention) ?? attempts
    }
}

extension Configuration.Log {
    init(_ section: ConfigurationSection) {
        level = section.value("level", as: .init(oneOf: "a level")) ?? level
        format = section.value("format", as: .init(oneOf: "a format")) ?? format
        addresses = section.value("addresses", as: .init(oneOf: "a way to show addresses")) ?? addresses
    }
}

extension Configuration.Relay {
    static let keys = [
        "url", "ehlo-name", "tls", "ca-file", "timeout", "authentication", "username", "oauth2",
        "connections",
        "rate", "daily-limit", "signs",
    ]

    init(_ section: ConfigurationSection, folder: URL) {
        url = section.value("url", as: .relayURL) ?? url
        ehloName = section.value("ehlo-name", as: .hostName)
        tls = section.value("tls", as: .init(oneOf: "a use of TLS"))
        caFile = section.certificates("ca-file", folder: folder)
        timeout = section.value("timeout", as: .duration) ?? timeout
        authentication =
            section.value("authentication", as: .init(oneOf: "a way to log in")) ?? authentication
        username = section.value("username", as: .word)
        oauth2 = section.section("oauth2", keys: OAuth2.keys).flatMap { OAuth2($0, folder: folder) }
        connections = section.value("connections", as: .number(in: 1...64)) ?? connections
        rate = section.value("rate", as: .unlimited(or: .rate, example: "30/minute")) ?? rate
        dailyLimit =
            section.value("daily-limit", as: .unlimited(or: .number(in: 1...10_000_000), example: "10000"))
            ?? dailyLimit
        signs = section.value("signs", as: .yesOrNo) ?? signs
        checkTLS(section)
        checkLogin(section)
    }

    private func checkTLS(_ section: ConfigurationSection) {
        let place = section.mark(of: "tls")
        if tls == TLS.none, !url.isLoopback {
            section.complain(
                at: place, "relay.tls none for \(url.host), which is not on loopback", "write tls: required")
        }
        if tls == TLS.none, url.isImplicitTLS {
            section.complain(at: place, "relay.tls none with smtps://", "write smtp:// or tls: required")
        }
    }

    private func checkLogin(_ section: ConfigurationSection) {
        let place = section.mark(of: "authentication")
        if authentication != .none, !section.has("username") {
            section.complain(
                at: place, "relay.authentication \(authentication.rawValue) without a username",
                "add username: …")
        }
        if authentication == .xoauth2, !section.has("oauth2") {
            section.complain(
                at: place, "relay.authentication xoauth2 without oauth2",
                "add oauth2: { token-url: …, client-id: … }")
        }
    }
}

extension Configuration.Relay.OAuth2 {
    static let keys = ["token-url", "client-id", "scope", "secret-expires", "proxy", "ca-file"]

    init?(_ section: ConfigurationSection, folder: URL) {
        section.require("token-url", "add the address of the token endpoint")
        section.require("client-id", "add the identifier of the application")
        let tokenURL = section.value("token-url", as: .webAddress)
        let clientID = section.value("client-id", as: .word)
        let scope = section.value("scope", as: .scope)
        let secretExpires = section.value("secret-expires", as: .day)
        let proxy = section.value("proxy", as: .proxy)
        let caFile = section.certificates("ca-file", folder: folder)
        guard let tokenURL, let clientID else { return nil }
        self.init(
            tokenURL: tokenURL, clientID: clientID, scope: scope, secretExpires: secretExpires, proxy: proxy,
            caFile: caFile)
    }
}

extension ConfigurationSection {
    /// The path of a file with certificates, which must be readable.
    fileprivate func certificates(_ key: String, folder: URL) -> String? {
        guard let file = value(key, as: .path)?.resolved(in: folder) else { return nil }
        if !FileManager.default.isReadableFile(atPath: file) {
            complain(
                at: mark(of: key), "\(path).\(key): \(file) cannot be read",
                "look at the path and the file's mode")
        }
        return file
    }
}
