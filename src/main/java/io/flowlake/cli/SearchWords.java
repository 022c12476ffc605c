package io.flowlake.cli;

import io.flowlake.search.TimeChoice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options that, beside the filter, say what is searched, by their names without dashes. They
 * come from the command line, a saved search, the parameters of the product's API or the settings;
 * options that exclude each other replace each other.
 */
final class SearchWords {
  static final String LAST = TimeChoice.LAST;
  static final String FROM = TimeChoice.FROM;
  static final String TO = TimeChoice.TO;
  static final String ALL_TIME = TimeChoice.ALL_TIME;
  static final String ORDER = "order";
  static final String LIMIT = "limit";
  static final String COLUMNS = "columns";
  static final String TOP = "top";
  static final String SERIES = "series";
  static final String BY = "by";
  static final String SPLIT = "split";

  static final String LAKE = "lake";

  /** Those that give the time range. */
  static final List<String> TIMES = TimeChoice.WORDS;

  /** Those that ask for sums instead of flows. */
  static final List<String> SUMS = List.of(TOP, SERIES);

  /** All of them, and the lake, which the history notes as well. */
  static final Set<String> STORED =
      Set.of(LAST, FROM, TO, ALL_TIME, ORDER, LIMIT, COLUMNS, TOP, SERIES, BY, SPLIT, LAKE);

  private SearchWords() {}

  /** {@code base} with {@code over} laid over it. */
  static Map<String, String> laidOver(Map<String, String> base, Map<String, String> over) {
    Map<String, String> all = new HashMap<>(base);
    for (List<String> exclusive : List.of(TIMES, SUMS)) {
      if (exclusive.stream().anyMatch(over::containsKey)) {
        exclusive.forEach(all::remove);
      }
    }
    if (SUMS.stream().anyMatch(over::containsKey)) {
      List.of(ORDER, COLUMNS, LIMIT, BY, SPLIT).forEach(all::remove);
    }
    all.putAll(over);
    return all;
  }
}
