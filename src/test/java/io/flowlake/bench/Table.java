package io.flowlake.bench;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> header) {
    rows.add(header);
    rows.add(header.stream().map(column -> "---").toList());
  }

  void add(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  void print(String title) {
    System.out.println("\n" + title + "\n");
    rows.forEach(row -> System.out.println("| " + String.join(" | ", row) + " |"));
  }

  /** A figure, and in brackets how it compares with that of the current choice. */
  static String ratio(double value, double current, String format) {
    return format.formatted(value) + " (%.2f)".formatted(value / current);
  }
}
