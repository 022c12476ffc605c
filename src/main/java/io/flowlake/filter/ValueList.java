package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what an option compares with: an operator or none, and values separated by commas. */
final class ValueList {
  /** Longer ones before those that they begin with. */
  private static final List<String> SIGNS =
      List.of("!=", "<>", "==", "<=", ">=", "=", "<", ">", "!");

  private ValueList() {}

  /** Values without ranges. */
  static Comparison of(String text) {
    return comparison(text, ValueList::single);
  }

  /** Values, of which each may be a range. */
  static Comparison withRanges(String text) {
    return comparison(text, ValueList::span);
  }

  /** Values alone, without an operator. */
  static List<Written> values(String text) {
    return values(text, text.strip()).stream().map(ValueList::written).toList();
  }

  private static Comparison comparison(String text, Function<String, Span> reader) {
    String stripped = text.strip();
    String sign = SIGNS.stream().filter(stripped::startsWith).findFirst().orElse("");
    List<Span> spans =
        values(text, stripped.substring(sign.length())).stream().map(reader).toList();
    return new Comparison(operator(sign), spans, spans.size() > 1, 0, 0);
  }

  private static Operator operator(String sign) {
    return switch (sign) {
      case "!=", "<>", "!" -> Operator.UNEQUAL;
      case "<" -> Operator.LESS;
      case "<=" -> Operator.LESS_OR_EQUAL;
      case ">" -> Operator.GREATER;
      case ">=" -> Operator.GREATER_OR_EQUAL;
      default -> Operator.EQUAL;
    };
  }

  private static List<String> values(String text, String list) {
    List<String> values = split(list).stream().map(String::strip).toList();
    if (values.contains("")) {
      throw new IllegalArgumentException(
          text.isBlank()
              ? "there is no value."
              : Excerpt.quoted(text) + " lacks a value beside its comma or operator.");
    }
    return values;
  }

  /** At commas that have no backslash before them. */
  private static List<String> split(String text) {
    List<String> values = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == ',') {
        values.add(text.substring(start, i));
        start = i + 1;
      }
    }
    values.add(text.substring(start));
    return values;
  }

  private static Span single(String text) {
    return new Span(written(text), null, false);
  }

  private static Span span(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      return single(text);
    }
    return new Span(optional(text.substring(0, dots)), optional(text.substring(dots + 2)), true);
  }

  private static @Nullable Written optional(String text) {
    return text.isBlank() ? null : written(text.strip());
  }

  private static Written written(String text) {
    return new Written(text, false, 0, 0);
  }
}
