package io.flowlake.cli;

/** The formats of a list that is not an answer of flows. */
enum ListFormat {
  /** Aligned columns for people. */
  TABLE,
  /** One array, for programs. */
  JSON
}
