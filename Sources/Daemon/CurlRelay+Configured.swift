package import SMTPRelay

extension CurlRelay {
    /// The relay that the configuration names, with its password or its client
    /// secret from where secrets come from. Nothing is connected yet.
    ///
    /// - Throws: `ConfigurationProblem`, or `SecretProblem`.
    package convenience init(
        _ relay: Daemon.Configuration.Relay, secrets: Secrets, recorder: DialogueRecorder? = nil
    ) throws {
        let authentication = try Self.authentication(relay, secrets)
        do throws(CurlRelay.ConfigurationError) {
            var settings = try CurlRelay.Configuration(
                url: relay.url.description, ehloName: relay.ehloName,
                tls: relay.tlsInForce == .none ? .none : .required, caFile: relay.caFile,
                authentication: authentication, lanes: relay.connections)
            settings.timeout = relay.timeout
            settings.connectTimeout = min(settings.connectTimeout, relay.timeout)
            self.init(settings, recorder: recorder)
        } catch {
            throw Self.problem("\(error)", remedy: "mend it under relay: in the configuration")
        }
    }

    private static func authentication(
        _ relay: Daemon.Configuration.Relay, _ secrets: Secrets
    ) throws -> CurlRelay.Authentication {
        switch relay.authentication {
        case .none: .none
        case .plain: .plain(try credentials(relay, secrets))
        case .login: .login(try credentials(relay, secrets))
        case .xoauth2: .xoauth2(username: try username(relay), try grant(relay, secrets))
        }
    }

    private static func credentials(
        _ relay: Daemon.Configuration.Relay, _ secrets: Secrets
    ) throws -> Credentials {
        let username = try username(relay)
        let password = try secret(Secrets.relayPassword, "password for \(username)", secrets)
        return Credentials(username: username, password: password.revealed)
    }

    private static func grant(
        _ relay: Daemon.Configuration.Relay, _ secrets: Secrets
    ) throws -> TokenGrant {
        guard let oauth2 = relay.oauth2 else {
            throw problem(
                "authentication: xoauth2 needs oauth2", remedy: "set relay: oauth2: token-url and client-id")
        }
        let secret = try secret(
            Secrets.oauth2ClientSecret, "client secret for \(oauth2.clientID)", secrets)
        return TokenGrant(
            endpoint: oauth2.tokenURL, clientID: oauth2.clientID, clientSecret: secret.revealed,
            scope: oauth2.scope, proxy: oauth2.proxy, caFile: oauth2.caFile)
    }

    private static func username(_ relay: Daemon.Configuration.Relay) throws -> String {
        if let username = relay.username { return username }
        throw problem(
            "authentication: \(relay.authentication.rawValue) needs a username",
            remedy: "set relay: username")
    }

    private static func secret(_ name: String, _ what: String, _ secrets: Secrets) throws -> Secret {
        if let secret = try secrets.read(name) { return secret }
        throw problem(
            "there is no \(what)",
            remedy: "put it into the credential \(name), or into \(Secrets.variable(for: name))")
    }

    private static func problem(_ what: String, remedy: String) -> Daemon.ConfigurationError {
        Daemon.ConfigurationError([ConfigurationProblem(file: "relay", what: what, remedy: remedy)])
    }
}
