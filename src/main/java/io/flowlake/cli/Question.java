package io.flowlake.cli;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterText;
import io.flowlake.filter.FilterValues;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Sentence;
import io.flowlake.search.Aggregation;
import io.flowlake.search.Cursor;
import io.flowlake.search.Measure;
import io.flowlake.search.Order;
import io.flowlake.search.SearchRequest;
import io.flowlake.search.TimeChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * What one run of search asks, whatever the ways in which it was said.
 *
 * @param filter which flows
 * @param time when they started
 * @param order what comes first
 * @param limit how many flows, or groups of a top list
 * @param cursor where to continue; null = from the beginning
 * @param sums the sums that are asked for; null = the flows themselves
 * @param columns the columns to show; null = those that go with the format
 * @param words what was said beside the filter, see {@link SearchWords}
 */
record Question(
    Filter filter,
    TimeChoice time,
    Order order,
    int limit,
    @Nullable Cursor cursor,
    @Nullable Aggregation sums,
    @Nullable List<FlowColumn> columns,
    Map<String, String> words) {
  private static final String TOP = "--top";
  private static final String SERIES = "--series";

  /**
   * The question of {@code words} about {@code filter}.
   *
   * @param after text of a cursor; null = from the beginning
   * @param now µs UTC
   * @throws IllegalArgumentException or {@link io.flowlake.model.FlowlakeException} (usage) with a
   *     whole sentence, when a word cannot be used
   */
  static Question of(Filter filter, Map<String, String> words, @Nullable String after, long now) {
    requireFitting(words, after);
    Order order =
        words.containsKey(SearchWords.ORDER)
            ? Order.parse(words.get(SearchWords.ORDER))
            : Order.NEWEST;
    Aggregation sums = sums(words);
    TimeChoice time = TimeChoice.of(words, now, word -> "--" + word);
    Cursor cursor = after == null ? null : Cursor.parse(after);
    if (cursor != null && time.isMeantBy(cursor.range())) {
      time = TimeChoice.ofCursor(cursor.range());
    }
    if (cursor != null && !words.containsKey(SearchWords.ORDER)) {
      order = cursor.order();
    }
    String columns = words.get(SearchWords.COLUMNS);
    return new Question(
        filter,
        time.orOf(filter, order),
        order,
        limit(words, SearchRequest.DEFAULT_LIMIT),
        cursor,
        sums,
        columns == null ? null : ColumnNames.read("--columns", columns),
        Map.copyOf(words));
  }

  /** The question as the user's files keep it. */
  StoredSearch stored() {
    return new StoredSearch(FilterText.canonical(filter), words);
  }

  /** Whether only flows that one node logged are asked for, so that its name is no news. */
  boolean isOfOneNode() {
    List<Filter> conjuncts = filter instanceof Filter.And and ? and.parts() : List.of(filter);
    return conjuncts.stream()
        .anyMatch(
            part ->
                part instanceof Filter.TextLike text
                    && text.column() == FlowColumn.NODE
                    && text.patterns().size() == 1
                    && text.patterns().get(0).isLiteral());
  }

  private static @Nullable Aggregation sums(Map<String, String> words) {
    String top = words.get(SearchWords.TOP);
    String series = words.get(SearchWords.SERIES);
    if (top != null) {
      int count = limit(words, Aggregation.Top.DEFAULT_COUNT);
      return new Aggregation.Top(ColumnNames.read(TOP, top), measure(words), count);
    }
    if (series == null) {
      return null;
    }
    String split = words.get(SearchWords.SPLIT);
    return new Aggregation.Series(
        step(series), measure(words), split == null ? null : ColumnNames.column("--split", split));
  }

  private static void requireFitting(Map<String, String> words, @Nullable String after) {
    boolean top = words.containsKey(SearchWords.TOP);
    boolean series = words.containsKey(SearchWords.SERIES);
    if (top && series) {
      throw new IllegalArgumentException(
          "Cannot use --top with --series: each is an answer of its own. Leave one out.");
    }
    if (top || series) {
      for (String word : List.of(SearchWords.ORDER, SearchWords.COLUMNS)) {
        refuseWithSums(words.containsKey(word), "--" + word, top ? TOP : SERIES);
      }
      refuseWithSums(after != null, ResultOptions.AFTER, top ? TOP : SERIES);
      refuseWithSums(series && words.containsKey(SearchWords.LIMIT), "--limit", SERIES);
    }
    for (String word : List.of(SearchWords.BY, SearchWords.SPLIT)) {
      if (words.containsKey(word) && !series && !(top && word.equals(SearchWords.BY))) {
        throw new IllegalArgumentException(
            "Cannot use --%s here: it goes with %s. Add that, or leave it out."
                .formatted(word, word.equals(SearchWords.BY) ? "--top or --series" : SERIES));
      }
    }
  }

  /** Refuses an option that is about flows where sums are asked for. */
  static void refuseWithSums(boolean given, String option, String sums) {
    if (given) {
      throw new IllegalArgumentException(
          "Cannot use %s with %s: that returns sums, not flows. Leave one out."
              .formatted(option, sums));
    }
  }

  private static int limit(Map<String, String> words, int usual) {
    String text = words.get(SearchWords.LIMIT);
    try {
      return text == null ? usual : new ResultOptions.Limit().convert(text);
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException(
          "Cannot use --limit %s: %s. A search returns at most %,d flows; continue with --after CURSOR."
              .formatted(text, e.getMessage(), SearchRequest.MAX_LIMIT),
          e);
    }
  }

  private static long step(String text) {
    long step;
    try {
      step = FilterValues.duration(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot use --series: " + Sentence.of(String.valueOf(e.getMessage())), e);
    }
    if (step <= 0) {
      throw new IllegalArgumentException(
          "Cannot use --series %s: a step is longer than 0. Write 5m or 1h.".formatted(text));
    }
    return step;
  }

  private static Measure measure(Map<String, String> words) {
    String name = words.getOrDefault(SearchWords.BY, "bytes");
    return Arrays.stream(Measure.values())
        .filter(measure -> name(measure).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot use --by %s: it is none of bytes, sent_bytes, recv_bytes, flows."
                        .formatted(name)));
  }

  /** The measure as {@code --by} names it. */
  static String name(Measure measure) {
    return measure.name().toLowerCase(Locale.ROOT);
  }
}
