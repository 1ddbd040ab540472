import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// One meeting: a picture of its cycle, the same in a table, and what can be done to it.
struct CyclePage {
    var board: Board
    var meeting: Meeting
    var schedule: BoardSchedule
    var today: CalendarDay
    var matters: Int

    static func make(_ visit: Visit) throws -> Page {
        let model = try CyclePage(visit)
        return Page(
            title: "Meeting of \(model.meeting.dayWords)",
            above: [
                .init("/boards/\(model.board.slug)", model.board.name),
                .init("/boards/\(model.board.slug)/meetings", "Meetings"),
            ], content: BoardTabs(board: model.board, visit: visit).html + (try model.html(visit)))
    }

    init(_ visit: Visit) throws {
        board = try visit.board()
        let id: Meeting.ID = .init(try visit.number("meeting"))
        guard let meeting = try visit.store.meetings(board.id).first(where: { $0.id == id }) else {
            throw PageFailure.notFound
        }
        self.meeting = meeting
        schedule = try visit.store.read(board.id, at: visit.now) { $0.schedule }
        today = schedule.calendar.day(of: visit.now)
        var query = RegisterQuery(board: board.id)
        query.dueAt = id
        matters = try visit.store.registerPage(query, at: visit.now).total
    }

    /// What goes until the meeting: a costly question, which only the page asks.
    private func letters(_ visit: Visit) throws -> [ForecastLetter] {
        guard let day = meeting.day, day >= today, day - today <= 400, meeting.state == .planned else {
            return []
        }
        return try Prospect(store: visit.store, told: visit.told).letters(
            of: [board], until: { $0.instant(day + 1, at: .midnight) - 1 })
    }
}

extension CyclePage {
    private var path: String { "/boards/\(board.slug)/meetings/\(meeting.id)" }
    private var papers: CalendarDay? { schedule.papersDue(of: meeting) }

    private func html(_ visit: Visit) throws -> HTML {
        try facts + picture + steps + future(visit) + (visit.visitor.mayKeep(board.id) ? forms(visit) : "")
    }

    private var facts: HTML {
        let many: HTML =
            "<a href=\"/boards/\(board.slug)?meeting=\(meeting.id.description)\">\(matters == 1 ? "1 action" : "\(matters) actions")</a>"
        return .facts([
            ("State", "\(meeting.state.rawValue)"), ("Time", meeting.time.map { "\($0.description)" }),
            ("Place", meeting.place.map { "\($0)" }), ("Papers due", papers.map(\.html)),
            ("Due at it", many),
        ]) + oddDay
    }

    /// A slip, more often than not; the day is taken all the same.
    private var oddDay: HTML {
        guard let day = meeting.day, let oddity = meeting.oddity(in: schedule.calendar) else { return "" }
        return "<p class=\"look\">\(day.html) is \(oddity). If that is a slip, move the meeting.</p>\n"
    }

    /// The days that the picture shows; `nil` where they are too many.
    private var span: ClosedRange<CalendarDay>? {
        guard let day = meeting.day else { return nil }
        let marks = marks
        let first =
            ([today, papers, marks.first?.day].compactMap { $0 }.filter { $0 <= day }.min() ?? day) - 2
        let last = max(day, marks.last?.day ?? day) + 2
        return last - first <= 400 ? first...last : nil
    }

    /// Those among them, from Monday to Friday, on which nobody works.
    private var holidays: [CalendarDay] {
        guard let span else { return [] }
        return span.filter { !schedule.calendar.isWorkingDay($0) && !$0.weekday.isWeekend }
    }

    /// The steps that the rules about this meeting and its papers give.
    private var marks: [(day: CalendarDay, words: String)] {
        schedule.rules.compactMap { rule -> (day: CalendarDay, words: String)? in
            guard let anchor = rule.sentence.anchorDay(meeting, papers: papers) else { return nil }
            let explained = RuleExplanation(
                of: rule.sentence, anchor: anchor, in: schedule.calendar, sendAt: board.sendAt,
                movesOffHolidays: board.movesOffHolidays)
            return (explained.day, "\(rule.sentence)")
        }.sorted { $0.day < $1.day }
    }

    private var steps: HTML {
        guard let day = meeting.day else { return "<p>Without a day the meeting has no steps.</p>\n" }
        let rows =
            marks.map { ($0.day, $0.words) } + (papers.map { [($0, "papers are due")] } ?? [])
            + [(day, "the meeting")]
            + holidays.map { ($0, "\(schedule.calendar.whyNotWorked($0)), no working day") }
        return "<h2>Days of this cycle</h2>\n"
            + .table(
                "The days that the schedule gives for this meeting", ["Day", "What"],
                rows.sorted { $0.0 < $1.0 }.map { [$0.0.html, "\($0.1)"] })
    }

    private func future(_ visit: Visit) throws -> HTML {
        let letters = try letters(visit)
        return letters.isEmpty
            ? ""
            : "<h2>Letters until the meeting</h2>\n"
                + letters.html("If nobody touches the register")
    }

    private func forms(_ visit: Visit) -> HTML {
        let record: HTML =
            meeting.state == .planned && (meeting.day.map { $0 <= today } ?? false)
            ? "<p class=\"buttons\"><a class=\"button\" href=\"\(path)/record\">Record what it decided</a></p>\n"
            : ""
        let forms: [HTML] = MeetingForm.allCases.filter { $0.fits(meeting) }.map { form in
            let isOpen: HTML = visit.refused?.form == form.rawValue ? " open" : ""
            return
                "<details\(isOpen)><summary>\(form.words(meeting))</summary>\n\(form.html(meeting, path, visit))</details>\n"
        }
        return "<h2>What to do</h2>\n\(record)\(forms)"
    }
}

extension CyclePage {
    /// A line of days from the first step to the meeting; the table below says the
    /// same to those who do not see it.
    private var picture: HTML {
        guard let day = meeting.day, let span else { return "" }
        let (first, last) = (span.lowerBound, span.upperBound)
        let scale = Scale(first: first, last: last)
        let closed: [HTML] = span.filter { !schedule.calendar.isWorkingDay($0) }.map {
            "<rect class=\"closed\" x=\"\(scale.x($0))\" y=\"30\" width=\"\(scale.width)\" height=\"50\"/>"
        }
        let points: [HTML] = marks.map {
            "<circle class=\"step\" cx=\"\(scale.middle($0.day))\" cy=\"55\" r=\"6\"><title>\($0.words)</title></circle>"
        }
        let papersMark: HTML =
            papers.map {
                "<rect class=\"papers\" x=\"\(scale.middle($0) - 5)\" y=\"40\" width=\"10\" height=\"30\"/>"
                    + scale.label($0, "papers due", y: 20)
            } ?? ""
        return """
            <svg class="cycle" viewBox="0 0 1000 120" role="img" aria-labelledby="cycle-title">
            <title id="cycle-title">The days from \(first.words) to \(last.words); the table below has them all.</title>
            \(closed)<line class="axis" x1="0" y1="80" x2="1000" y2="80"/>
            \(papersMark)\(points)<rect class="meeting" x="\(scale.middle(day) - 6)" y="35" width="12" height="40"/>\(scale.label(day, "the meeting", y: 100))\(today >= first && today <= last ? scale.label(today, "today", y: 115) : "")
            </svg>
            <p class="quiet">Dots are letters, the bars are the day papers are due and the meeting; shaded days, Saturdays, Sundays and holidays, are no working days.</p>

            """
    }

    /// Where a day stands in the picture, which is 1000 units wide.
    private struct Scale {
        let first, last: CalendarDay

        var width: Int { max(1, 1000 / (last - first + 1)) }
        func x(_ day: CalendarDay) -> Int { (day - first) * 1000 / (last - first + 1) }
        func middle(_ day: CalendarDay) -> Int { x(day) + width / 2 }

        func label(_ day: CalendarDay, _ words: String, y: Int) -> HTML {
            let place = middle(day)
            let anchor: HTML = place > 800 ? "end" : place < 200 ? "start" : "middle"
            return "<text x=\"\(place)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(words), \(day.words)</text>"
        }
    }
}
