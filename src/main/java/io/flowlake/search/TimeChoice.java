package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterValues;
import io.flowlake.filter.StartTimes;
import io.flowlake.model.Sentence;
import io.flowlake.model.TimeRange;
import io.flowlake.model.Times;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The time range of a search, and how it was chosen.
 *
 * @param kind how it was chosen
 * @param range null = all time
 * @param last the duration as given or by default; null where none was
 */
public record TimeChoice(Kind kind, @Nullable TimeRange range, @Nullable String last) {
  /** Word for a duration before now. */
  public static final String LAST = "last";

  /** Word for the first start time that is in the range. */
  public static final String FROM = "from";

  /** Word for the first start time after the range. */
  public static final String TO = "to";

  /** Word for no range. */
  public static final String ALL_TIME = "all-time";

  /** The words that give a time range. */
  public static final List<String> WORDS = List.of(LAST, FROM, TO, ALL_TIME);

  /** The duration unless another time is given. */
  public static final String DEFAULT_LAST = "2h";

  /** No range beside that of the filter. */
  private static final TimeChoice OF_FILTER = new TimeChoice(Kind.FILTER, null, null);

  /** How a range is chosen. */
  public enum Kind {
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
   * @param words values by those of {@link #WORDS} that were given
   * @param now µs UTC
   * @param named a word as the user writes it, for messages: {@code --all-time}
   * @throws IllegalArgumentException with a whole sentence, when they ask for none
   */
  public static TimeChoice of(Map<String, String> words, long now, UnaryOperator<String> named) {
    List<String> given = WORDS.stream().filter(words::containsKey).toList();
    String last = words.get(LAST);
    if (given.size() > 1 && !given.equals(List.of(FROM, TO))) {
      throw new IllegalArgumentException(
          "Cannot use %s together: each gives a time range. Keep %s, or %s and %s, or %s."
              .formatted(
                  String.join(" and ", given.stream().map(named).toList()),
                  named.apply(LAST),
                  named.apply(FROM),
                  named.apply(TO),
                  named.apply(ALL_TIME)));
    }
    if (words.containsKey(ALL_TIME)) {
      return new TimeChoice(Kind.ALL_TIME, null, null);
    }
    if (given.isEmpty() || last != null) {
      Kind kind = last == null ? Kind.DEFAULT : Kind.LAST;
      String text = last == null ? DEFAULT_LAST : last;
      return new TimeChoice(kind, before(now, text, named), text);
    }
    return new TimeChoice(Kind.BOUNDS, between(words, named), null);
  }

  /**
   * This choice, or the filter's own range where nothing was said and the filter bounds the start
   * time; a target cannot be taken of a filter.
   */
  public TimeChoice orOf(Filter filter, Order order) {
    boolean isOfFilter =
        kind == Kind.DEFAULT && !order.needsRange() && StartTimes.of(filter).haveEarliest();
    return isOfFilter ? OF_FILTER : this;
  }

  /** The range of the cursor of an earlier search. */
  public static TimeChoice ofCursor(@Nullable TimeRange continued) {
    return new TimeChoice(Kind.CURSOR, continued, null);
  }

  /** Whether it is counted back from now. */
  public boolean isRelative() {
    return kind == Kind.DEFAULT || kind == Kind.LAST;
  }

  /**
   * Whether the range of a cursor (null = all time) is meant although another one was worked out:
   * nothing was said, or the same duration before another now.
   */
  public boolean isMeantBy(@Nullable TimeRange continued) {
    if (kind == Kind.LAST && range != null && continued != null) {
      return range.to() - range.from() == continued.to() - continued.from();
    }
    return kind == Kind.DEFAULT;
  }

  /**
   * As people are told: {@code the last 2h}, {@code all time}, {@code from … to …}.
   *
   * @param times how a time, µs UTC, is written
   */
  public String shown(LongFunction<String> times) {
    if (last != null) {
      return "the last " + last;
    }
    if (kind == Kind.FILTER) {
      return "as the filter says";
    }
    if (range == null) {
      return "all time";
    }
    String begin = range.from() == Times.MIN_MICROS ? "" : "from " + times.apply(range.from());
    String end = range.to() > Times.MAX_MICROS ? "" : "to " + times.apply(range.to());
    return (begin + " " + end).strip();
  }

  private static TimeRange before(long now, String duration, UnaryOperator<String> named) {
    String option = named.apply(LAST);
    long micros = read(option, duration, FilterValues::duration);
    if (micros <= 0 || micros > now - Times.MIN_MICROS) {
      throw new IllegalArgumentException(
          "Cannot use %s %s: it is not a duration above 0, such as 90s, 15m, 2h or 7d."
              .formatted(option, duration));
    }
    return new TimeRange(now - micros, now);
  }

  private static TimeRange between(Map<String, String> words, UnaryOperator<String> named) {
    String fromText = words.get(FROM);
    String toText = words.get(TO);
    long from =
        fromText == null ? Times.MIN_MICROS : read(named.apply(FROM), fromText, FilterValues::time);
    long to =
        toText == null ? Times.MAX_MICROS + 1 : read(named.apply(TO), toText, FilterValues::time);
    if (from >= to) {
      throw new IllegalArgumentException(
          "Cannot search from %s to %s: nothing lies between them. %s must be later than %s."
              .formatted(
                  Times.format(from),
                  Times.format(Math.min(to, Times.MAX_MICROS)),
                  named.apply(TO),
                  named.apply(FROM)));
    }
    return new TimeRange(from, to);
  }

  /** Reads the text of an option. */
  private interface Reader {
    long read(String text);
  }

  private static long read(String option, String text, Reader reader) {
    try {
      return reader.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot use %s: %s".formatted(option, Sentence.of(String.valueOf(e.getMessage()))), e);
    }
  }
}
