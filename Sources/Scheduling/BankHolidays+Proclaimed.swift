import ActionRegister

extension BankHolidays {
    /// A bank holiday of one year only, or one that was moved for one year.
    struct Proclaimed {
        var day: CalendarDay
        var title: String
        var replaces: CalendarDay? = nil
        var divisions: [BankHolidays] = BankHolidays.allCases

        var year: Int { day.year }
    }

    /// What royal proclamations changed, by the year.
    static let proclaimed = [
        Proclaimed(
            day: CalendarDay(2020, 5, 8), title: "Early May bank holiday (VE day)",
            replaces: CalendarDay(2020, 5, 4)),
        Proclaimed(
            day: CalendarDay(2022, 6, 2), title: "Spring bank holiday", replaces: CalendarDay(2022, 5, 30)),
        Proclaimed(day: CalendarDay(2022, 6, 3), title: "Platinum Jubilee bank holiday"),
        Proclaimed(
            day: CalendarDay(2022, 9, 19), title: "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        Proclaimed(
            day: CalendarDay(2023, 5, 8), title: "Bank holiday for the coronation of King Charles III"),
        Proclaimed(
            day: CalendarDay(2026, 6, 15), title: "World Cup bank holiday", divisions: [.scotland]),
    ]
}
