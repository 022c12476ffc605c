package io.flowlake.sql;

import io.flowlake.model.Nearest;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;

/** The arguments that {@code flow_search} was called with: constants, by position or by name. */
final class SearchArguments {
  /** What may be given, in the order of positions. */
  enum Name {
    LAKE("the folder or URI of the lake"),
    FILTER("which flows, in the filter language; default: any"),
    ORDER(
        "what comes first: 'newest', 'oldest', 'closest' (to the time range, which then excludes nothing), 'COLUMN:asc' or 'COLUMN:desc'; default: 'newest'"),
    MAX_ROWS("how many flows at most, 1 to 10000; default: 100"),
    FROM(
        "flows that started then or later: text (ISO 8601, UTC unless it says otherwise; a date; epoch seconds or milliseconds), TIMESTAMP or DATE; default: two hours ago, unless the filter says since when"),
    TO("flows that started before, as from"),
    NODE("the logging node: names by comma, * and ? stand for any text and letter; default: all"),
    LAST("flows that started within this time, such as '24h', instead of from and to"),
    ALL_TIME("true: flows of any time");

    private final String meaning;

    Name(String meaning) {
      this.meaning = meaning;
    }

    /** As it is written before {@code =>}. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, in half a sentence. */
    String meaning() {
      return meaning;
    }
  }

  private static final List<String> NAMES =
      List.of(Name.values()).stream().map(Name::text).toList();

  private final Map<Name, String> values = new EnumMap<>(Name.class);

  /**
   * Reads {@code arguments}. NULL is as if it were not given.
   *
   * @throws RuntimeException an {@link org.apache.spark.sql.AnalysisException}, when there are too
   *     many, a name is not known or given twice, or a value is not constant
   */
  SearchArguments(List<Expression> arguments) {
    Map<Name, Expression> given = new EnumMap<>(Name.class);
    boolean afterName = false;
    for (int i = 0; i < arguments.size(); i++) {
      Expression argument = arguments.get(i);
      boolean named = argument instanceof NamedArgumentExpression;
      Name name =
          named ? named(((NamedArgumentExpression) argument).key()) : atPosition(i, afterName);
      Expression value = named ? ((NamedArgumentExpression) argument).value() : argument;
      if (given.put(name, value) != null) {
        throw Refusal.because(
            "Cannot call flow_search: the argument %s is given twice.".formatted(name.text()));
      }
      afterName |= named;
    }
    given.forEach(this::take);
  }

  /** The value as text; empty when it was not given. */
  Optional<String> value(Name name) {
    return Optional.ofNullable(values.get(name));
  }

  private void take(Name name, Expression value) {
    if (!Arguments.isConstant(value)) {
      throw Refusal.because(
          "Cannot call flow_search: %s => %s is not constant, and the search is planned before any row is read. Give a literal, a parameter or an expression of them."
              .formatted(name.text(), value.sql()));
    }
    String text = Arguments.text(value);
    if (text != null) {
      values.put(name, text);
    }
  }

  private static Name atPosition(int position, boolean afterName) {
    if (position >= NAMES.size()) {
      throw Refusal.because(
          "Cannot call flow_search with more than %d arguments: it takes %s."
              .formatted(NAMES.size(), String.join(", ", NAMES)));
    }
    if (afterName) {
      throw Refusal.because(
          "Cannot call flow_search: argument %d has no name, and comes after one that has. Write NAME => before it."
              .formatted(position + 1));
    }
    return Name.values()[position];
  }

  private static Name named(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    if (!NAMES.contains(folded)) {
      throw Refusal.because(
          "Cannot call flow_search: there is no argument '%s'%s It takes %s."
              .formatted(
                  name,
                  Nearest.of(folded, NAMES).map("; did you mean %s?"::formatted).orElse("."),
                  String.join(", ", NAMES)));
    }
    return Name.values()[NAMES.indexOf(folded)];
  }
}
