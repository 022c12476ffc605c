package io.flowlake.sql;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import io.flowlake.filter.FilterValues;
import io.flowlake.filter.ParsedFilter;
import io.flowlake.lake.Lake;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Sentence;
import io.flowlake.search.Engine;
import io.flowlake.search.Order;
import io.flowlake.search.SearchRequest;
import io.flowlake.search.TimeChoice;
import io.flowlake.search.Total;
import io.flowlake.sql.SearchArguments.Name;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a call of {@code flow_search} asks for, as {@code flowlake search} would with the same
 * options.
 *
 * @param request the search
 * @param time how its time range was chosen
 * @param warnings about the filter, whole sentences
 */
record SearchStatement(SearchRequest request, TimeChoice time, List<String> warnings) {

  /**
   * Reads {@code arguments}.
   *
   * @param now µs UTC
   * @param engine who reads
   * @param localBytes see {@link SearchRequest}
   * @throws FlowlakeException (usage) when one of them cannot be used
   */
  static SearchStatement of(SearchArguments arguments, long now, Engine engine, long localBytes) {
    ParsedFilter text =
        arguments
            .value(Name.FILTER)
            .filter(given -> !given.isBlank())
            .map(FilterText::parse)
            .orElse(new ParsedFilter(Filter.EVERYTHING, List.of()));
    ParsedFilter node = read(arguments, Name.NODE, SearchStatement::node);
    Order order = arguments.value(Name.ORDER).map(Order::parse).orElse(Order.NEWEST);
    Filter filter = node == null ? text.filter() : both(text.filter(), node.filter());
    TimeChoice time = time(arguments, now).orOf(filter, order);
    if (order.needsRange() && time.range() == null) {
      throw refused(
          "Cannot order by closest: there is no time range to be close to; give last, or from and to.");
    }
    SearchRequest request =
        new SearchRequest(
            lake(arguments),
            filter,
            time.range(),
            order,
            limit(arguments),
            null,
            Total.NOT_WANTED,
            engine,
            localBytes);
    return new SearchStatement(request, time, text.warnings());
  }

  private static Lake lake(SearchArguments arguments) {
    return arguments
        .value(Name.LAKE)
        .filter(path -> !path.isBlank())
        .map(Lake::new)
        .orElseThrow(
            () ->
                refused(
                    "Cannot call flow_search: the lake is missing. Write flow_search('LAKE', 'FILTER'), LAKE being its folder or URI."));
  }

  /** As the command joins them, without an "and" inside an "and". */
  private static Filter both(Filter text, Filter node) {
    List<Filter> parts = text instanceof Filter.And and ? and.parts() : List.of(text);
    return Filter.allOf(Stream.concat(parts.stream(), Stream.of(node)).toList());
  }

  private static ParsedFilter node(String names) {
    return FilterValues.globs(FlowColumn.NODE, names);
  }

  private static TimeChoice time(SearchArguments arguments, long now) {
    Map<String, String> words = new HashMap<>();
    for (String word : TimeChoice.WORDS) {
      Name name = Name.valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT));
      arguments.value(name).ifPresent(value -> words.put(word, value));
    }
    switch (words.getOrDefault(TimeChoice.ALL_TIME, "true")) {
      case "true" -> {}
      case "false" -> words.remove(TimeChoice.ALL_TIME);
      default ->
          throw refused(
              "Cannot use all_time => %s: it is true or false."
                  .formatted(words.get(TimeChoice.ALL_TIME)));
    }
    try {
      return TimeChoice.of(words, now, word -> word.replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static int limit(SearchArguments arguments) {
    String text = arguments.value(Name.MAX_ROWS).orElse(null);
    if (text == null) {
      return SearchRequest.DEFAULT_LIMIT;
    }
    long limit = -1;
    try {
      limit = Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      // told below, as numbers out of range are
    }
    if (limit < 1 || limit > SearchRequest.MAX_LIMIT) {
      throw refused(
          "Cannot use max_rows => %s: a search returns 1 to %,d flows. Take a whole number of these; for more, narrow the time range, or query the table itself."
              .formatted(text, SearchRequest.MAX_LIMIT));
    }
    return (int) limit;
  }

  private static <T> @Nullable T read(
      SearchArguments arguments, Name name, Function<String, T> reader) {
    String text = arguments.value(name).orElse(null);
    try {
      return text == null ? null : reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw refused(
          "Cannot use %s: %s".formatted(name.text(), Sentence.of(String.valueOf(e.getMessage()))));
    }
  }

  private static FlowlakeException refused(String message) {
    return new FlowlakeException(ExitCode.USAGE, message);
  }
}
