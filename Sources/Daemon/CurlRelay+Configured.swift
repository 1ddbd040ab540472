package import SMTPRelay

extension CurlRelay {
    /// The relay that the configuration names, with its password from where
    /// secrets come from. Nothing is connected yet.
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
        case .xoauth2:
            throw problem(
                "authentication: xoauth2 is not built yet",
                remedy: "use plain or login, or a relay on this machine")
        }
    }

    private static func credentials(
        _ relay: Daemon.Configuration.Relay, _ secrets: Secrets
    ) throws -> Credentials {
        guard let username = relay.username else {
            throw problem(
                "authentication: \(relay.authentication.rawValue) needs a username",
                remedy: "set relay: username")
        }
        guard let password = try secrets.read(Secrets.relayPassword) else {
            throw problem(
                "there is no password for \(username)",
                remedy: "put it into the credential \(Secrets.relayPassword), or into "
                    + Secrets.variable(for: Secrets.relayPassword))
        }
        return Credentials(username: username, password: password.revealed)
    }

    private static func problem(_ what: String, remedy: String) -> Daemon.ConfigurationError {
        Daemon.ConfigurationError([ConfigurationProblem(file: "relay", what: what, remedy: remedy)])
    }
}
