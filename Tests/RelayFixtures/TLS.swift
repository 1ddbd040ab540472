import Foundation

/// A key and a certificate signed by itself, made for one test run.
///
/// What a server needs of them is read at once: a relay that still talks when its test
/// has ended and taken the files away finds nothing missing.
package final class TLSIdentity: Sendable {
    package let certificateFile: String
    private let keyFile: String
    /// Of OpenSSL, which counts who holds it.
    fileprivate nonisolated(unsafe) let context: OpaquePointer

    /// Makes one with Debian's `openssl`, for a host name and for 127.0.0.1.
    ///
    /// - Parameter addresses: subject alternative names, as `openssl` writes them.
    package init(named name: String, addresses: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificateFile = folder.appending(path: "certificate.pem").path
        keyFile = folder.appending(path: "key.pem").path
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        openssl.arguments =
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2".split(separator: " ")
            .map(String.init) + [
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(addresses)",
                "-keyout", keyFile, "-out", certificateFile,
            ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        guard openssl.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        context = OpenSSL.newContext(OpenSSL.serverMethod())!
        guard OpenSSL.useCertificate(context, certificateFile) == 1,
            OpenSSL.useKey(context, keyFile, OpenSSL.pem) == 1
        else { throw CocoaError(.fileReadCorruptFile) }
    }

    deinit { OpenSSL.freeContext(context) }

    package func remove() {
        let folder = URL(fileURLWithPath: keyFile).deletingLastPathComponent()
        try? FileManager.default.removeItem(at: folder)
    }
}

/// The server's side of a TLS connection, by the OpenSSL that libcurl brings
/// into the process; loaded by name, so that tests need no headers of it.
final class TLSChannel {
    private let channel: OpaquePointer

    /// Shakes hands; nil when the client will not.
    init?(_ identity: TLSIdentity, descriptor: Int32) {
        channel = OpenSSL.newChannel(identity.context)!
        _ = OpenSSL.setDescriptor(channel, descriptor)
        guard OpenSSL.accept(channel) == 1 else { return nil }
    }

    deinit { OpenSSL.freeChannel(channel) }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        Int(OpenSSL.read(channel, buffer.baseAddress!, Int32(buffer.count)))
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        Int(OpenSSL.write(channel, bytes.baseAddress!, Int32(bytes.count)))
    }
}

private enum OpenSSL {
    typealias Make = @convention(c) () -> OpaquePointer?
    typealias Derive = @convention(c) (OpaquePointer?) -> OpaquePointer?
    typealias Free = @convention(c) (OpaquePointer?) -> Void
    typealias File = @convention(c) (OpaquePointer?, UnsafePointer<CChar>) -> Int32
    typealias TypedFile = @convention(c) (OpaquePointer?, UnsafePointer<CChar>, Int32) -> Int32
    typealias Number = @convention(c) (OpaquePointer?, Int32) -> Int32
    typealias Act = @convention(c) (OpaquePointer?) -> Int32
    typealias Read = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer, Int32) -> Int32
    typealias Write = @convention(c) (OpaquePointer?, UnsafeRawPointer, Int32) -> Int32

    static let pem: Int32 = 1
    static let serverMethod: Make = symbol("TLS_server_method")
    static let newContext: Derive = symbol("SSL_CTX_new")
    static let freeContext: Free = symbol("SSL_CTX_free")
    static let useCertificate: File = symbol("SSL_CTX_use_certificate_chain_file")
    static let useKey: TypedFile = symbol("SSL_CTX_use_PrivateKey_file")
    static let newChannel: Derive = symbol("SSL_new")
    static let freeChannel: Free = symbol("SSL_free")
    static let setDescriptor: Number = symbol("SSL_set_fd")
    static let accept: Act = symbol("SSL_accept")
    static let read: Read = symbol("SSL_read")
    static let write: Write = symbol("SSL_write")

    private static func symbol<Function>(_ name: String) -> Function {
        unsafeBitCast(dlsym(dlopen("libssl.so.3", RTLD_NOW), name)!, to: Function.self)
    }
}
