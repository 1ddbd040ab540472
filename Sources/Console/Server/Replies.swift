import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// HEAD is GET without the page.
    var asGet: Request {
        guard method == .head else { return self }
        var head = head
        head.method = .get
        return Request(head: head, body: body)
    }
}

extension Response {
    static func html(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        bytes(ByteBuffer(string: text), type: "text/html; charset=utf-8", status)
    }

    /// A page, and what is done once it is on its way, or its reader has gone.
    static func html(_ text: String, afterwards act: @escaping @Sendable () -> Void) -> Response {
        let buffer = ByteBuffer(string: text)
        var response = html("")
        response.body = ResponseBody(contentLength: buffer.readableBytes) { writer in
            defer { act() }
            try await writer.write(buffer)
            try await writer.finish(nil)
        }
        return response
    }

    static func bytes(
        _ buffer: ByteBuffer, type: String, _ status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: buffer))
    }

    /// A file to keep, under a name of ours.
    static func file(_ text: String, named name: String, type: String) -> Response {
        var response = bytes(ByteBuffer(string: text), type: type)
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    /// Sends the browser on to another page of ours, which it asks for by GET.
    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}

/// What a form came to.
enum FormReply {
    /// It was done: on to a page, which says so.
    case done(Notice, at: String)
    /// The next page of something with several.
    case page(Page)
}

/// What a page says has just been done; the address carries its name, so nobody
/// can make a page say anything else.
enum Notice: String {
    case saved, added, removed, released, activated, paused, recorded, updated, proposed, closed
    case declined, reopened, held, cancelled, assigned, reminded, moved, ended, retried, discarded
    case imported, signedOut, left, heldLetter

    var words: String {
        switch self {
        case .saved: "Saved."
        case .added: "Added."
        case .removed: "Removed."
        case .released: "Released. The owners may be written to."
        case .activated: "The board is active and writes its letters."
        case .paused: "The board is paused and writes nothing."
        case .recorded: "The meeting is recorded."
        case .updated: "The update is kept."
        case .proposed: "Proposed for closure; the board decides."
        case .closed: "Closed."
        case .declined: "Declined; it is open again."
        case .reopened: "Open again. Nothing of the past is sent."
        case .held: "Held. Nobody is written to about it."
        case .cancelled: "Cancelled."
        case .assigned: "Given to the owners you named."
        case .reminded: "The letter goes now."
        case .moved: "Moved, and what is due at the meeting with it."
        case .ended: "Ended."
        case .retried: "It goes as soon as the relay takes it."
        case .discarded: "Discarded; it will not be sent."
        case .imported: "Imported. Actions that are new are drafts until you release them."
        case .signedOut: "You are signed out."
        case .left: "It goes as planned."
        case .heldLetter: "When its time comes it is made, and waits in the outbox until you let it go."
        }
    }
}
