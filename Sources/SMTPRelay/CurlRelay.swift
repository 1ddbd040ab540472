import ActionRegister
package import Mail

/// A relay reached through libcurl: lanes of one blocking connection each.
///
/// One connection waits in silence while the relay stores a message, so speed
/// comes from lanes; libcurl's own multi interface would wait as a whole. A
/// call never holds a thread of the cooperative pool: every lane has a serial
/// queue, and calls on the same lane follow one another.
package final class CurlRelay: Relay {
    package let configuration: Configuration
    private let connections: [Lane]
    let tokens: TokenSource?

    package var lanes: Int { connections.count }

    /// - Parameter recorder: hears the dialogue of every lane, with secrets
    ///   struck out.
    package init(_ configuration: Configuration, recorder: DialogueRecorder? = nil) {
        self.configuration = configuration
        let tokens = configuration.tokenSource
        self.tokens = tokens
        connections = (0..<configuration.lanes).map {
            Lane(number: $0, configuration: configuration, tokens: tokens, recorder: recorder)
        }
    }

    /// Hands one message over; opens the lane's connection where there is none.
    package func submit(
        _ message: [UInt8], in envelope: Envelope, lane: Int
    ) async -> SubmissionOutcome {
        await submit(
            message, from: envelope.reversePath?.addressSpec, to: envelope.recipient.addressSpec, lane: lane)
    }

    /// The gate behind the types: nothing that could break a line of the
    /// envelope gets past here, wherever it came from.
    func submit(
        _ message: [UInt8], from reversePath: String?, to recipient: String, lane: Int
    ) async -> SubmissionOutcome {
        do throws(SubmissionFailure.Refusal) {
            let submission = try Submission(message, from: reversePath, to: recipient)
            return await connections[lane].submit(submission)
        } catch {
            return .bounced(error.failure)
        }
    }

    package func executor(lane: Int) -> (any TaskExecutor)? { connections[lane] }

    /// Says QUIT on every lane and waits for the answers, each at most
    /// `quitTimeout`; a later `submit` connects anew.
    package func close() async {
        await withTaskGroup { group in
            for lane in connections { group.addTask { await lane.close() } }
        }
    }
}
