import Foundation
import Mail

extension ReceivedMessage {
    /// As its reader sees it: those of these fields that it has, and its text,
    /// long lines broken between words; every line after four spaces.
    func shown(_ names: [String]) -> String {
        let head = names.compactMap { name in self[name].map { "\(name): \($0.onOneLine)" } }
        let body = (text ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let lines = head + [""] + body.map { String($0).onOneLine.wrapped(at: 96) }
        return lines.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
    }
}

extension String {
    /// Broken between words into lines of at most `width`, four spaces before each but the first.
    fileprivate func wrapped(at width: Int) -> String {
        var lines = [""]
        for word in split(separator: " ") {
            if !lines[lines.endIndex - 1].isEmpty, lines[lines.endIndex - 1].count + word.count >= width {
                lines.append("")
            }
            lines[lines.endIndex - 1] += (lines[lines.endIndex - 1].isEmpty ? "" : " ") + word
        }
        return lines.joined(separator: "\n    ")
    }
}
