import Foundation
import Hummingbird
import Mail
import NIOCore

/// A file that came with a form.
struct UploadedFile: Hashable, Sendable {
    /// As the browser calls it; shown, and never used as a path.
    var name: String
    var bytes: [UInt8]
}

extension Request {
    /// The fields and the file of a form with one (`multipart/form-data`, RFC 7578).
    func upload() async throws -> (Form, UploadedFile?) {
        let buffer: ByteBuffer
        do { buffer = try await body.collect(upTo: ConsoleContext.largestFile) } catch let error
            as any HTTPResponseError where error.status == .contentTooLarge
        {
            throw PageFailure.fileTooLarge
        }
        guard let type = headers[.contentType], type.lowercased().hasPrefix("multipart/form-data") else {
            return (Form(urlEncoded: String(buffer: buffer)), nil)
        }
        var fields: [String: [String]] = [:]
        var file: UploadedFile?
        for part in FormParts.parts(of: Array(buffer.readableBytesView), contentType: type) {
            if let name = part.fileName {
                if !part.bytes.isEmpty { file = UploadedFile(name: name, bytes: part.bytes) }
            } else {
                fields[part.name, default: []].append(String(decoding: part.bytes, as: UTF8.self))
            }
        }
        return (Form(fields), file)
    }
}
