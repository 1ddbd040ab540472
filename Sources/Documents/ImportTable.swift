import ActionRegister

/// A file's rows under the columns of one kind of import.
struct ImportTable<Column: ImportColumn> {
    /// One row; a column that the file lacks has no cell in it.
    struct Row {
        let place: InputPlace
        private let cells: [Column: CSVCell]
        private let headings: [Column: String]

        init(place: InputPlace, cells: [Column: CSVCell], headings: [Column: String]) {
            self.place = place
            self.cells = cells
            self.headings = headings
        }

        subscript(column: Column) -> CSVCell? { cells[column] }

        /// The cell's words; empty where there are none.
        func text(_ column: Column) -> String { cells[column]?.text.tidied ?? "" }

        func place(of column: Column) -> InputPlace { cells[column]?.place ?? place }

        /// What the file calls the column.
        func heading(_ column: Column) -> String { headings[column] ?? column.rawValue }
    }

    private(set) var rows: [Row] = []
    /// What is wrong with the shape of rows, for whoever judges their cells to
    /// report with theirs.
    private(set) var problems: ProblemList

    /// Judges the headings, all at once; rows are read only under good ones.
    ///
    /// A row with more cells than the heading is not among `rows`: its cells may
    /// stand under the wrong columns.
    init(_ document: CSVDocument, file: String, ignoring: [String]) throws(InputRefusal) {
        problems = ProblemList(file: file)
        guard let heading = document.records.first else {
            let advice = "give it the columns \(Self.required.listed("and")) and a row for each entry"
            throw InputRefusal([InputProblem(file: file, at: .start, "the file is empty", advice: advice)])
        }
        let columns = Self.columns(heading, ignoring: Set(ignoring.map(FoldedName.init)), &problems)
        try problems.refuseIfAny()
        let headings = Dictionary(
            zip(columns, heading).compactMap { column, cell in column.map { ($0, cell.text.tidied) } },
            uniquingKeysWith: { first, _ in first })
        for record in document.records.dropFirst() {
            Self.refuseUnnamed(record, under: heading, &problems)
            Self.refuseControls(record, &problems)
            guard !Self.refuseSurplus(record, beyond: columns.count, &problems) else { continue }
            let cells = zip(columns, record).compactMap { column, cell in column.map { ($0, cell) } }
            let known = Dictionary(cells, uniquingKeysWith: { first, _ in first })
            rows.append(Row(place: record[0].place, cells: known, headings: headings))
        }
    }

    // MARK: - Headings

    private static var required: [String] { Column.allCases.filter(\.isRequired).map(\.rawValue) }

    private static var known: [FoldedName: Column] {
        let pairs = Column.allCases.flatMap { column in
            ([column.rawValue] + column.synonyms).map { (FoldedName($0), column) }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// The column of each heading; `nil` for one that is ignored or blank.
    private static func columns(
        _ heading: [CSVCell], ignoring: Set<FoldedName>, _ problems: inout ProblemList
    ) -> [Column?] {
        var first: [Column: CSVCell] = [:]
        let columns = heading.map { cell -> Column? in
            let name = FoldedName(cell.text)
            guard !cell.isBlank, !ignoring.contains(name) else { return nil }
            guard let column = known[name] else { return refuseUnknown(cell, &problems) }
            if let earlier = first.updateValue(cell, forKey: column) {
                refuseSecond(cell, after: earlier, column, &problems)
            }
            return column
        }
        refuseMissing(Set(first.keys), at: heading[0].place, &problems)
        return columns
    }

    private static func refuseUnknown(_ cell: CSVCell, _ problems: inout ProblemList) -> Column? {
        let heading = cell.text.tidied
        let columns = Column.allCases.map(\.rawValue).listed("and")
        problems.add(
            at: cell.place, "there is no column \(heading.quoted)",
            advice: "the columns are \(columns); rename it, or leave it out with --ignore \(heading.quoted)")
        return nil
    }

    private static func refuseSecond(
        _ cell: CSVCell, after earlier: CSVCell, _ column: Column, _ problems: inout ProblemList
    ) {
        let (second, first) = (cell.text.tidied, earlier.text.tidied)
        problems.add(
            at: cell.place, "\(second.quoted) and \(first.quoted) are both the column \(column.rawValue)",
            advice: "keep one of them")
    }

    private static func refuseMissing(
        _ found: Set<Column>, at place: InputPlace, _ problems: inout ProblemList
    ) {
        for column in Column.allCases where column.isRequired && !found.contains(column) {
            let names = ([column.rawValue] + column.synonyms).listed("or")
            problems.add(at: place, "the column \(column.rawValue) is missing", advice: "call one \(names)")
        }
    }

    // MARK: - Cells

    private static func refuseSurplus(
        _ record: [CSVCell], beyond count: Int, _ problems: inout ProblemList
    ) -> Bool {
        guard let surplus = record.dropFirst(count).first(where: { !$0.isBlank }) else { return false }
        problems.add(
            at: surplus.place, "the row has \(record.count) cells and the heading \(count)",
            advice: "put quotes around a cell that holds the separator")
        return true
    }

    private static func refuseUnnamed(
        _ record: [CSVCell], under heading: [CSVCell], _ problems: inout ProblemList
    ) {
        for (name, cell) in zip(heading, record) where name.isBlank && !cell.isBlank {
            problems.add(
                at: cell.place, "the column of \(cell.text.quoted) has no name", advice: "name it or empty it"
            )
        }
    }

    private static func refuseControls(_ record: [CSVCell], _ problems: inout ProblemList) {
        for cell in record {
            let allowed: [Unicode.Scalar] = ["\t", "\n", "\r"]
            guard
                let control = cell.text.unicodeScalars.first(where: { $0.isControl && !allowed.contains($0) })
            else { continue }
            let code = String(control.value, radix: 16, uppercase: true)
            problems.add(
                at: cell.place, "there is a control character in the cell (hexadecimal \(code))",
                advice: "take it out")
        }
    }
}
