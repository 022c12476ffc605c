package io.flowlake.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of a search's answer. */
enum ResultFormat {
  /** Aligned columns for people. */
  TABLE,
  CSV,
  /** One array. */
  JSON,
  /** A JSON object a line. */
  NDJSON,
  /** A file with the table's types; flows only. */
  PARQUET,
  /** A page with charts. */
  HTML;

  /** The format that a file's extension names. */
  static Optional<ResultFormat> ofFile(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> name.endsWith("." + format.name().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Whether people read it, so that times are in their zone. */
  boolean isForPeople() {
    return this == TABLE || this == HTML;
  }
}
