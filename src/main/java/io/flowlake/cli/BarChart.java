package io.flowlake.cli;

import java.util.List;
import java.util.Locale;

/**
 * A small bar chart, for a page as SVG without script, and for a terminal as text.
 *
 * @param title what is shown
 * @param shape how the bars lie
 * @param bars in the order to show them
 */
record BarChart(String title, Shape shape, List<Bar> bars) {
  private static final int WIDTH = 640;
  private static final int COLUMNS_HEIGHT = 150;
  private static final int ROW_HEIGHT = 20;
  private static final int LABEL_WIDTH = 260;
  private static final int TERMINAL_WIDTH = 40;

  /** How the bars lie. */
  enum Shape {
    /** Side by side, such as steps of time. */
    COLUMNS,
    /** Under each other, each with its label and value. */
    ROWS
  }

  /**
   * One bar.
   *
   * @param label any text
   * @param value below 0 counts as 0
   * @param shown the value as people read it
   */
  record Bar(String label, double value, String shown) {}

  /** The chart as a figure of a page that needs nothing else. */
  String html() {
    StringBuilder svg = new StringBuilder("<figure><figcaption>");
    svg.append(HtmlText.of(title)).append("</figcaption>\n");
    int height = shape == Shape.COLUMNS ? COLUMNS_HEIGHT + 20 : bars.size() * ROW_HEIGHT;
    svg.append(
        "<svg role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n"
            .formatted(WIDTH, Math.max(height, 1), WIDTH, Math.max(height, 1)));
    switch (shape) {
      case COLUMNS -> columns(svg);
      case ROWS -> rows(svg);
    }
    return svg.append("</svg></figure>\n").toString();
  }

  /** A line a bar, for a terminal of 80 columns or more. */
  List<String> lines(Colours colours) {
    double most = most();
    int labels = bars.stream().mapToInt(bar -> TextWidth.of(label(bar))).max().orElse(0);
    return bars.stream()
        .map(
            bar ->
                "%s%s  %s %s"
                    .formatted(
                        label(bar),
                        " ".repeat(labels - TextWidth.of(label(bar))),
                        colours.blue("▇".repeat(length(bar, most, TERMINAL_WIDTH))),
                        bar.shown))
        .toList();
  }

  private static String label(Bar bar) {
    return TextWidth.cut(VisibleText.line(bar.label), TERMINAL_WIDTH);
  }

  private void columns(StringBuilder svg) {
    double most = most();
    double step = (double) WIDTH / Math.max(1, bars.size());
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int height = length(bar, most, COLUMNS_HEIGHT);
      rectangle(
          svg, i * step, COLUMNS_HEIGHT - height, Math.max(1, step - 1), Math.max(1, height), bar);
    }
    if (!bars.isEmpty()) {
      text(svg, 0, COLUMNS_HEIGHT + 15, "start", bars.get(0).label);
      text(svg, WIDTH, COLUMNS_HEIGHT + 15, "end", bars.get(bars.size() - 1).label);
    }
  }

  private void rows(StringBuilder svg) {
    double most = most();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = i * ROW_HEIGHT;
      text(svg, LABEL_WIDTH - 6, y + 14, "end", TextWidth.cut(bar.label, TERMINAL_WIDTH));
      int width = Math.max(1, length(bar, most, WIDTH - LABEL_WIDTH - 90));
      rectangle(svg, LABEL_WIDTH, y + 3, width, ROW_HEIGHT - 6, bar);
      text(svg, LABEL_WIDTH + width + 6, y + 14, "start", bar.shown);
    }
  }

  private static void rectangle(
      StringBuilder svg, double x, double y, double width, double height, Bar bar) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s: %s</title></rect>\n",
            x,
            y,
            width,
            height,
            HtmlText.of(bar.label),
            HtmlText.of(bar.shown)));
  }

  private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(x, y, anchor, HtmlText.of(text)));
  }

  private double most() {
    return bars.stream().mapToDouble(Bar::value).max().orElse(0);
  }

  private static int length(Bar bar, double most, int longest) {
    return most <= 0 ? 0 : (int) Math.round(Math.max(0, bar.value) / most * longest);
  }
}
