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
 * @param node the filter of the argument {@code node}; null = it was not given
 * @param warnings about the filter, whole sentences
 */
record SearchStatement(
    SearchRequest request, TimeChoice time, @Nullable Filter node, List<String> warnings) {

  /**
   * Reads {@code arguments}.
   *
   * @param now µs UTC
   * @param engine who reads
   * @param localBytes see {@link SearchRequest}
   * @throws FlowlakeException (usage) when one of them cannot be used
   */
  static SearchStatement of(SearchArguments arguments, long now, Engine engine, long localBytes) {
    String lake =
        arguments
            .value(Name.LAKE)
            .filter(path -> !path.isBlank())
            .orElseThrow(
                () ->
                    refused(
                        "Cannot call flow_search: the lake is missing. Write flow_search('LAKE', 'FILTER'), LAKE being its folder or URI."));
    ParsedFilter text = FilterText.parse(arguments.value(Name.FILTER).orElse(""));
    ParsedFilter node = read(arguments, Name.NODE, SearchStatement::node);
    Order order = arguments.value(Name.ORDER).map(Order::parse).orElse(Order.NEWEST);
    Filter filter =
        Filter.allOf(
            node == null
                ? parts(text)
                : Stream.concat(parts(text).stream(), Stream.of(node.filter())).toList());
    TimeChoice time = time(arguments, now).orOf(filter, order);
    if (order.needsRange() && time.range() == null) {
      throw refused(
          "Cannot order by closest: there is no time range to be close to; give last, or from and to.");
    }
    SearchRequest request =
        new SearchRequest(
            new Lake(lake),
            filter,
            time.range(),
            order,
            limit(arguments),
            null,
            Total.NOT_WANTED,
            engine,
            localBytes);
    return new SearchStatement(request, time, node == null ? null : node.filter(), text.warnings());
  }

  private static List<Filter> parts(ParsedFilter text) {
    return text.filter() instanceof Filter.And and ? and.parts() : List.of(text.filter());
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
    if ("false".equals(words.get(TimeChoice.ALL_TIME))) {
      words.remove(TimeChoice.ALL_TIME);
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
