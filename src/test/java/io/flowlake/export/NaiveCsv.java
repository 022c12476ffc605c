package io.flowlake.export;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TcpFlags;
import io.flowlake.model.Times;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The text of an export, worked out slowly: sort everything by its text or number, then print. */
final class NaiveCsv {
  private NaiveCsv() {}

  static String of(List<Flow> flows, List<FlowColumn> columns) {
    StringBuilder csv = new StringBuilder();
    csv.append(String.join(",", columns.stream().map(FlowColumn::columnName).toList()));
    csv.append('\n');
    for (Flow flow : flows.stream().sorted(order(columns)).toList()) {
      List<String> fields = new ArrayList<>();
      for (FlowColumn column : columns) {
        Object value = flow.value(column);
        fields.add(value == null ? "" : text(column, value));
      }
      csv.append(String.join(",", fields)).append('\n');
    }
    return csv.toString();
  }

  private static String text(FlowColumn column, Object value) {
    return switch (column) {
      case START_TIME, END_TIME -> Times.format((Long) value);
      case DAY -> LocalDate.ofEpochDay((Integer) value).toString();
      case TCP_FLAGS -> TcpFlags.text((Integer) value);
      default -> value instanceof String text ? quoted(text) : value.toString();
    };
  }

  private static String quoted(String text) {
    return text.isEmpty() || text.matches("(?s)[=+\\-@\t].*|.*[,\"\r\n].*")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  private static Comparator<Flow> order(List<FlowColumn> columns) {
    List<FlowColumn> keys = new ArrayList<>(List.of(FlowColumn.START_TIME));
    keys.addAll(FlowColumn.key());
    keys.addAll(FlowColumn.all().stream().filter(columns::contains).toList());
    return keys.stream().map(NaiveCsv::by).reduce(Comparator::thenComparing).orElseThrow();
  }

  private static Comparator<Flow> by(FlowColumn column) {
    return (left, right) -> {
      Object l = left.value(column);
      Object r = right.value(column);
      if (l == null || r == null) {
        return Boolean.compare(l != null, r != null);
      }
      return l instanceof String text
          ? Arrays.compareUnsigned(
              text.getBytes(StandardCharsets.UTF_8), ((String) r).getBytes(StandardCharsets.UTF_8))
          : Long.compare(((Number) l).longValue(), ((Number) r).longValue());
    };
  }
}
