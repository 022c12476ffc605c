package io.flowlake.cli;

import io.flowlake.model.TcpFlags;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259): an object a row under the columns' names, either one a line (NDJSON) or all in
 * one array. It is written by hand, for it must be harmless on a terminal as well: also what comes
 * after ASCII's control characters is escaped, which JSON allows and Jackson does not do.
 */
final class JsonFormat implements GridFormat {
  /** How the rows are held together. */
  enum Frame {
    /** One array. */
    ARRAY,
    /** A row a line. */
    LINES
  }

  private final Frame frame;
  private final TimeText times;

  JsonFormat(Frame frame, TimeText times) {
    this.frame = frame;
    this.times = times;
  }

  @Override
  public void write(Grid grid, PrintWriter out) {
    StringBuilder line = new StringBuilder(512);
    boolean array = frame == Frame.ARRAY;
    if (array) {
      out.print(grid.rows().isEmpty() ? "[" : "[\n");
    }
    for (int r = 0; r < grid.rows().size(); r++) {
      row(grid.headings(), grid.rows().get(r), line);
      line.append(array && r + 1 < grid.rows().size() ? ",\n" : "\n");
      out.append(line);
      line.setLength(0);
    }
    if (array) {
      out.print("]\n");
    }
  }

  private void row(List<Heading> headings, List<@Nullable Object> row, StringBuilder out) {
    out.append('{');
    for (int i = 0; i < row.size(); i++) {
      out.append(i == 0 ? "\"" : ",\"").append(headings.get(i).name()).append("\":");
      value(headings.get(i).kind(), row.get(i), out);
    }
    out.append('}');
  }

  private void value(CellKind kind, @Nullable Object value, StringBuilder out) {
    if (value == null) {
      out.append("null");
      return;
    }
    switch (kind) {
      case TEXT -> quoted(value.toString(), out);
      case COUNT, NUMBER -> out.append(value);
      case TIME -> quoted(times.time((Long) value), out);
      case DAY -> quoted(TimeText.day(((Number) value).longValue()), out);
      case TCP_FLAGS -> quoted(TcpFlags.text((Integer) value), out);
    }
  }

  private static void quoted(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (VisibleText.isControl(c) || VisibleText.isLoneSurrogate(text, i)) {
            VisibleText.escape(c, out);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
