package io.flowlake.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

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
    return Arrays.stream(values()).filter(format -> name.endsWith(format.ending())).findFirst();
  }

  /** The extensions of all formats, with commas between them. */
  static String endings() {
    return Arrays.stream(values()).map(ResultFormat::ending).collect(Collectors.joining(", "));
  }

  /** The format as {@code --format} names it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The extension of its files. */
  String ending() {
    return "." + word();
  }

  /** Whether people read it, so that times are in their zone. */
  boolean isForPeople() {
    return this == TABLE || this == HTML;
  }
}
