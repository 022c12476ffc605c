package io.flowlake.cli;

/** The two kinds of CSV. */
enum CsvStyle {
  /**
   * As the product's portal downloads it, for spreadsheets: titles, each time twice (for people,
   * and as epoch milliseconds), and no text that a spreadsheet would take for a formula.
   */
  PORTAL,
  /** As the daily export has it, for programs: column names, values as they are. */
  PLAIN
}
