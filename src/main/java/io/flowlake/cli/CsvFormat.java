package io.flowlake.cli;

import io.flowlake.model.TcpFlags;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV by RFC 4180, UTF-8, lines ended by LF, a header row; null is empty. */
final class CsvFormat implements GridFormat {
  private static final String EPOCH = " (epoch ms)";

  private final CsvStyle style;
  private final TimeText times;

  CsvFormat(CsvStyle style, TimeText times) {
    this.style = style;
    this.times = times;
  }

  @Override
  public void write(Grid grid, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (Heading heading : grid.headings()) {
      String title = style == CsvStyle.PORTAL ? heading.title() : heading.name();
      field(title, line);
      if (hasEpoch(heading.kind())) {
        field(title + EPOCH, line);
      }
    }
    end(line, out);
    for (List<@Nullable Object> row : grid.rows()) {
      for (int i = 0; i < row.size(); i++) {
        CellKind kind = grid.headings().get(i).kind();
        field(text(kind, row.get(i)), line);
        if (hasEpoch(kind)) {
          field(row.get(i) instanceof Long micros ? epoch(micros) : "", line);
        }
      }
      end(line, out);
    }
  }

  private boolean hasEpoch(CellKind kind) {
    return style == CsvStyle.PORTAL && kind == CellKind.TIME;
  }

  private static String epoch(long micros) {
    return Long.toString(Math.floorDiv(micros, 1_000L));
  }

  private String text(CellKind kind, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    return switch (kind) {
      case TEXT -> style == CsvStyle.PORTAL ? inert(value.toString()) : value.toString();
      case COUNT, NUMBER -> value.toString();
      case TIME -> times.time((Long) value);
      case DAY -> TimeText.day(((Number) value).longValue());
      case TCP_FLAGS -> TcpFlags.text((Integer) value);
    };
  }

  /** With an apostrophe before what a spreadsheet would compute (OWASP, "CSV Injection"). */
  private static String inert(String text) {
    return !text.isEmpty() && "=+-@\t\r\n|%".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static void field(String text, StringBuilder line) {
    if (needsQuotes(text)) {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      line.append(text);
    }
    line.append(',');
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private static void end(StringBuilder line, PrintWriter out) {
    line.setCharAt(line.length() - 1, '\n');
    out.append(line);
    line.setLength(0);
  }
}
