package io.flowlake.cli;

import io.flowlake.filter.FilterValues;
import io.flowlake.model.TimeRange;
import io.flowlake.model.Times;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time range of a search, and how it was chosen.
 *
 * @param kind how it was chosen
 * @param range null = all time
 * @param last the duration as given or by default; null where none was
 */
record TimeChoice(Kind kind, @Nullable TimeRange range, @Nullable String last) {
  /** The duration unless another time is given. */
  static final String DEFAULT_LAST = "2h";

  /** No range beside that of the filter. */
  static final TimeChoice OF_FILTER = new TimeChoice(Kind.FILTER, null, null);

  /** How a range is chosen. */
  enum Kind {
    /** Nothing was said: the last two hours. */
    DEFAULT,
    /** The time before now. */
    LAST,
    /** One bound or both. */
    BOUNDS,
    /** No range. */
    ALL_TIME,
    /** What the cursor continues. */
    CURSOR,
    /** Nothing was said, but the filter says itself how far back it asks. */
    FILTER
  }

  /**
   * The range that {@code words} ask for.
   *
   * @param now µs UTC
   * @throws IllegalArgumentException with a whole sentence, when they ask for none
   */
  static TimeChoice of(Map<String, String> words, long now) {
    List<String> given = SearchWords.TIMES.stream().filter(words::containsKey).toList();
    String last = words.get(SearchWords.LAST);
    if (given.size() > 1 && !given.equals(List.of(SearchWords.FROM, SearchWords.TO))) {
      throw new IllegalArgumentException(
          "Cannot use --%s together: each gives a time range. Keep --last, or --from and --to, or --all-time."
              .formatted(String.join(" and --", given)));
    }
    if (words.containsKey(SearchWords.ALL_TIME)) {
      return new TimeChoice(Kind.ALL_TIME, null, null);
    }
    if (given.isEmpty() || last != null) {
      Kind kind = last == null ? Kind.DEFAULT : Kind.LAST;
      String text = last == null ? DEFAULT_LAST : last;
      return new TimeChoice(kind, before(now, text), text);
    }
    return new TimeChoice(Kind.BOUNDS, between(words), null);
  }

  /** Whether it is counted back from now. */
  boolean isRelative() {
    return kind == Kind.DEFAULT || kind == Kind.LAST;
  }

  /**
   * Whether the range of a cursor (null = all time) is meant although another one was worked out:
   * nothing was said, or the same duration before another now.
   */
  boolean isMeantBy(@Nullable TimeRange continued) {
    if (kind == Kind.LAST && range != null && continued != null) {
      return range.to() - range.from() == continued.to() - continued.from();
    }
    return kind == Kind.DEFAULT;
  }

  /** As people are told: {@code the last 2h}, {@code all time}, {@code from … to …}. */
  String shown(TimeText times) {
    if (last != null) {
      return "the last " + last;
    }
    if (kind == Kind.FILTER) {
      return "as the filter says";
    }
    if (range == null) {
      return "all time";
    }
    String begin = range.from() == Times.MIN_MICROS ? "" : "from " + times.time(range.from());
    String end = range.to() > Times.MAX_MICROS ? "" : "to " + times.time(range.to());
    return (begin + " " + end).strip();
  }

  private static TimeRange before(long now, String duration) {
    long micros = read("--last", duration, FilterValues::duration);
    if (micros <= 0 || micros > now - Times.MIN_MICROS) {
      throw new IllegalArgumentException(
          "Cannot use --last %s: it is not a duration above 0, such as 90s, 15m, 2h or 7d."
              .formatted(duration));
    }
    return new TimeRange(now - micros, now);
  }

  private static TimeRange between(Map<String, String> words) {
    String fromText = words.get(SearchWords.FROM);
    String toText = words.get(SearchWords.TO);
    long from = fromText == null ? Times.MIN_MICROS : read("--from", fromText, FilterValues::time);
    long to = toText == null ? Times.MAX_MICROS + 1 : read("--to", toText, FilterValues::time);
    if (from >= to) {
      throw new IllegalArgumentException(
          "Cannot search from %s to %s: nothing lies between them. --to must be later than --from."
              .formatted(Times.format(from), Times.format(Math.min(to, Times.MAX_MICROS))));
    }
    return new TimeRange(from, to);
  }

  /** Reads the text of an option. */
  interface Reader {
    long read(String text);
  }

  private static long read(String option, String text, Reader reader) {
    try {
      return reader.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot use %s: %s"
              .formatted(option, FilterParts.sentence(String.valueOf(e.getMessage()))),
          e);
    }
  }
}
