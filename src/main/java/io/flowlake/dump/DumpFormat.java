package io.flowlake.dump;

/** A raw format. A new one is one class, and one line in {@link DumpFormats#ALL}. */
interface DumpFormat {
  /** The name in reports and in rejects, such as {@code zeek-tsv}. */
  String name();

  /** Whether an object that begins so is in this format. The head is not blank. */
  FormatMatch match(DumpHead head);

  /** The records of the object; the window is at its begin, past a byte order mark. */
  RecordReader open(ByteWindow window, DumpHead head, DumpSource source);
}
