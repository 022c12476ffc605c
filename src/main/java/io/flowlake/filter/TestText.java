package io.flowlake.filter;

import io.flowlake.model.FlowColumn;
import java.util.List;
import java.util.Optional;

/**
 * The text of a test that compares a field with values.
 *
 * @param name the field
 * @param operator {@code =}, {@code in} or one of order
 * @param operand a value, a range or a list
 */
record TestText(String name, String operator, String operand) {

  /** The text of {@code filter}; empty when it is no such test. */
  static Optional<TestText> of(Filter filter) {
    if (filter instanceof Filter.AddressIn test) {
      return Optional.of(
          equal(name(test.end()), test.blocks().stream().map(AddressForm::written).toList()));
    }
    if (filter instanceof Filter.TextLike test) {
      return Optional.of(
          equal(
              test.column().columnName(), test.patterns().stream().map(Escapes::written).toList()));
    }
    if (filter instanceof Filter.NumberIn test) {
      return Optional.of(number(name(test.quantity()), test));
    }
    return filter instanceof Filter.Or or && isAtBothPorts(or)
        ? Optional.of(number("port", (Filter.NumberIn) or.parts().get(0)))
        : Optional.empty();
  }

  /** The whole test. */
  String text() {
    return name + " " + operator + " " + operand;
  }

  /** The test that is true where this one is not. */
  String complement() {
    return switch (operator) {
      case "=" -> name + " != " + operand;
      case "in" -> name + " not in " + operand;
      default -> "not " + text();
    };
  }

  private static TestText equal(String name, List<String> values) {
    return values.size() == 1
        ? new TestText(name, "=", values.get(0))
        : new TestText(name, "in", "[" + String.join(", ", values) + "]");
  }

  private static TestText number(String name, Filter.NumberIn test) {
    List<Ranges.Range> ranges = test.ranges().ranges();
    NumberForm form = NumberForm.of(test.quantity());
    if (ranges.size() == 1) {
      Ranges.Range range = ranges.get(0);
      boolean lowest = range.low() == Long.MIN_VALUE;
      boolean highest = range.high() == Long.MAX_VALUE;
      if (lowest != highest && range.low() < range.high()) {
        return lowest ? atMost(name, form, range.high()) : atLeast(name, form, range.low());
      }
    }
    List<String> spans = ranges.stream().map(range -> span(form, range)).toList();
    return spans.size() == 1 && !spans.get(0).contains("..")
        ? new TestText(name, "=", spans.get(0))
        : new TestText(name, "in", "[" + String.join(", ", spans) + "]");
  }

  /** By the shorter number: {@code > 10M} rather than {@code >= 10000001}. */
  private static TestText atLeast(String name, NumberForm form, long low) {
    String least = form.format(low);
    String below = form.format(low - 1);
    return low > 0 && below.length() < least.length()
        ? new TestText(name, ">", below)
        : new TestText(name, ">=", least);
  }

  private static TestText atMost(String name, NumberForm form, long high) {
    String most = form.format(high);
    String above = form.format(high + 1);
    return above.length() < most.length()
        ? new TestText(name, "<", above)
        : new TestText(name, "<=", most);
  }

  private static String span(NumberForm form, Ranges.Range range) {
    if (range.low() == range.high()) {
      return form.format(range.low());
    }
    String low = range.low() == Long.MIN_VALUE ? "" : form.format(range.low());
    if (range.high() == Long.MAX_VALUE) {
      return low + "..";
    }
    return low + ".." + form.format(form.isHalfOpen() ? range.high() + 1 : range.high());
  }

  private static boolean isAtBothPorts(Filter.Or or) {
    return or.parts().size() == 2
        && or.parts().get(0) instanceof Filter.NumberIn source
        && or.parts().get(1) instanceof Filter.NumberIn dest
        && source.quantity() == Quantity.SOURCE_PORT
        && dest.quantity() == Quantity.DEST_PORT
        && source.ranges().equals(dest.ranges());
  }

  private static String name(End end) {
    return switch (end) {
      case SOURCE -> FlowColumn.SOURCE_IP.columnName();
      case DEST -> FlowColumn.DEST_IP.columnName();
      case EITHER -> "ip";
    };
  }

  private static String name(Quantity quantity) {
    return switch (quantity) {
      case DURATION -> "duration";
      case BYTES -> "bytes";
      default -> quantity.columns().get(0).columnName();
    };
  }
}
