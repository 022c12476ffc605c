package io.flowlake.dump;

import java.util.regex.Pattern;

/** Zeek's log of connections as it writes it by default: a header, and a line a connection. */
final class ZeekTsv implements DumpFormat {
  private static final Pattern ROW_WITHOUT_HEADER =
      Pattern.compile("([^\t]+\t)?\\d{9,10}\\.\\d{1,9}\t[^\t]*\t[0-9a-fA-F.:]+\t\\d+\t.*");

  @Override
  public String name() {
    return "zeek-tsv";
  }

  @Override
  public FormatMatch match(DumpHead head) {
    ZeekHeader header = new ZeekHeader();
    boolean began = false;
    for (String line : head.lines()) {
      if (!line.startsWith("#")) {
        break;
      }
      began |= line.startsWith("#separator") || line.startsWith("#fields");
      header.take(line);
    }
    if (!began) {
      boolean row = head.lines().stream().limit(3).anyMatch(ZeekTsv::isRow);
      return row ? FormatMatch.almost(NO_HEADER) : FormatMatch.NO;
    }
    String objection = header.objection();
    return objection == null ? FormatMatch.YES : FormatMatch.almost(objection);
  }

  private static final String NO_HEADER =
      "tab-separated lines that look like Zeek's connections, but no header says what the columns"
          + " are; put the lines from '#separator' to '#types' of the original log before them";

  private static boolean isRow(String line) {
    return line.length() < 10_000 && ROW_WITHOUT_HEADER.matcher(line).matches();
  }

  @Override
  public RecordReader open(ByteWindow window, DumpHead head, DumpSource source) {
    return new RecordReader(name(), window, new LineSplitter(window), new ZeekTsvParser(source));
  }
}
