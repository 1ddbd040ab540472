/// How the values of the command line are written, by the names that help gives
/// them.
enum ArgumentForms {
    private static let forms = [
        "day": "write one like 2027-03-18",
        "day-or-month": "write a day like 2027-03-18, or a month like 2027-03",
        "instant": "write one like 2027-03-18T09:00:00Z",
        "instant-or-day": "write an instant like 2027-03-18T09:00:00Z, or a day like 2027-03-18",
        "hh:mm": "write one like 09:00",
        "hh:mm-hh:mm": "write one like 08:00-18:00, the earlier first",
        "mailbox": "write an address like h.osei@example.org",
        "due": "write a day like 2027-03-18, next-meeting, ongoing or unset",
        "number": "write it in digits",
    ]

    /// What to write, where a message of argument parsing names a value in angle
    /// brackets that it could not read.
    static func advice(for message: String) -> String? {
        guard message.contains("is invalid for"), let open = message.lastIndex(of: "<"),
            let close = message[open...].firstIndex(of: ">")
        else { return nil }
        return forms[String(message[message.index(after: open)..<close])]
    }
}
