package io.flowlake.generate;

/** Writes the lines of one format. */
interface RecordEncoder {
  /** What a dump begins with, the line's end included; empty where there is no header. */
  byte[] header();

  /** Appends a line, its end included. */
  void write(RecordKind kind, FlowDraft draft, ByteSink sink);
}
