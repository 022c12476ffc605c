package io.flowlake.generate;

/** How the records of a dump are written. */
public enum OutputFormat {
  /** The native format: a JSON object a line. */
  JSON("jsonl"),
  /** CSV with a header. */
  CSV("csv");

  private final String extension;

  OutputFormat(String extension) {
    this.extension = extension;
  }

  String extension() {
    return extension;
  }

  RecordEncoder encoder(NodeNames nodes) {
    return switch (this) {
      case JSON -> new JsonLines(nodes);
      case CSV -> new CsvLines(nodes);
    };
  }
}
