package io.flowlake.cli;

import io.flowlake.model.TcpFlags;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned columns for people; what a terminal could take for a command is made visible. */
final class TableFormat implements GridFormat {
  /** A longer text is cut: other formats have all of it. */
  private static final int WIDEST = 64;

  private static final String GAP = "  ";
  private static final String NONE = "-";

  private final TimeText times;
  private final Colours colours;

  TableFormat(TimeText times, Colours colours) {
    this.times = times;
    this.colours = colours;
  }

  @Override
  public void write(Grid grid, PrintWriter out) {
    if (grid.rows().isEmpty()) {
      return; // what there is to say of nothing, the closing line says
    }
    List<String> titles = grid.headings().stream().map(Heading::title).toList();
    List<List<String>> rows = new ArrayList<>(grid.rows().size());
    for (List<@Nullable Object> row : grid.rows()) {
      List<String> texts = new ArrayList<>(row.size());
      for (int i = 0; i < row.size(); i++) {
        texts.add(text(grid.headings().get(i).kind(), row.get(i)));
      }
      rows.add(texts);
    }
    int[] widths = widths(titles, rows);
    out.print(colours.bold(line(titles, grid.headings(), widths)) + "\n");
    for (List<String> row : rows) {
      out.print(line(row, grid.headings(), widths) + "\n");
    }
  }

  /** A value as people read it. */
  String text(CellKind kind, @Nullable Object value) {
    if (value == null) {
      return kind == CellKind.TIME ? "open" : NONE;
    }
    return switch (kind) {
      case TEXT -> TextWidth.cut(VisibleText.line(value.toString()), WIDEST);
      case COUNT -> Shown.count(((Number) value).longValue());
      case NUMBER -> value.toString();
      case TIME -> times.time((Long) value);
      case DAY -> TimeText.day(((Number) value).longValue());
      case TCP_FLAGS -> flags((Integer) value);
    };
  }

  private static String flags(int mask) {
    return mask == 0 ? "none" : TcpFlags.text(mask);
  }

  private static int[] widths(List<String> titles, List<List<String>> rows) {
    int[] widths = titles.stream().mapToInt(TextWidth::of).toArray();
    for (List<String> row : rows) {
      Arrays.setAll(widths, i -> Math.max(widths[i], TextWidth.of(row.get(i))));
    }
    return widths;
  }

  private static String line(List<String> texts, List<Heading> headings, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - TextWidth.of(texts.get(i)));
      boolean right = headings.get(i).kind().isRightAligned();
      line.append(i == 0 ? "" : GAP)
          .append(right ? padding : "")
          .append(texts.get(i))
          .append(right ? "" : padding);
    }
    return line.toString().stripTrailing();
  }
}
