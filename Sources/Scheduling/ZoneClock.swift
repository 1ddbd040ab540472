import Foundation

/// What the clocks of one time zone show.
///
/// Foundation is asked for the zone's changes once, over the years boards live
/// in; outside them it is asked anew each time, which is slow and as right.
struct ZoneClock: Sendable {
    let timeZone: TimeZone
    private let spans: ZoneSpans

    init(_ timeZone: TimeZone) {
        self.timeZone = timeZone
        spans = ZoneSpans(timeZone, Self.years)
    }

    /// Seconds since 1970 of the beginning of 2000 and of 2060.
    private static let years = 946_684_800..<2_840_140_800

    /// Seconds from 1970 to what the clock shows, as if that were UTC.
    func wallSeconds(at instant: Int) -> Int { spans(near: instant).wallSeconds(at: instant) }

    /// The first instant at which the clock shows `wall` or a later time.
    func instant(ofWallSeconds wall: Int) -> Int { spans(near: wall).instant(ofWallSeconds: wall) }

    private func spans(near seconds: Int) -> ZoneSpans {
        let margin = 3 * 86_400
        let known = Self.years.lowerBound + margin..<Self.years.upperBound - margin
        if known.contains(seconds) { return spans }
        return ZoneSpans(timeZone, seconds - margin..<seconds + margin)
    }
}

/// The spans of time over which a zone's distance from UTC stays the same.
private struct ZoneSpans: Sendable {
    /// First instant of each span, in seconds since 1970; the first is the
    /// beginning of the range.
    private var starts: [Int]
    /// Seconds ahead of UTC in each span.
    private var offsets: [Int]
    /// What the clock shows where each span but the last ends.
    private var wallEnds: [Int]

    init(_ zone: TimeZone, _ range: Range<Int>) {
        starts = [range.lowerBound]
        offsets = [zone.offset(at: range.lowerBound)]
        wallEnds = []
        var change = zone.change(after: range.lowerBound)
        while let start = change, start < range.upperBound {
            append(start, offset: zone.offset(at: start))
            change = zone.change(after: start)
        }
    }

    private mutating func append(_ start: Int, offset: Int) {
        guard offset != offsets.last! else { return }
        wallEnds.append(start + offsets.last!)
        starts.append(start)
        offsets.append(offset)
    }

    func wallSeconds(at instant: Int) -> Int {
        instant + offsets[max(0, starts.firstIndex(notBelow: instant + 1) - 1)]
    }

    /// The first span that has not ended when the clock shows `wall` is the
    /// first to show it; where it begins later than that, the time is skipped.
    func instant(ofWallSeconds wall: Int) -> Int {
        let span = wallEnds.firstIndex(notBelow: wall + 1)
        return span == 0 ? wall - offsets[0] : max(wall - offsets[span], starts[span])
    }
}

extension TimeZone {
    fileprivate func offset(at instant: Int) -> Int {
        secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    }

    fileprivate func change(after instant: Int) -> Int? {
        nextDaylightSavingTimeTransition(after: Date(timeIntervalSince1970: TimeInterval(instant)))
            .map { Int($0.timeIntervalSince1970.rounded(.up)) }
    }
}
