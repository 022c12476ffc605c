package io.flowlake.filter;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Between which start times the flows lie that a filter lets through, as far as its tests of {@code
 * start_time} and {@code day} tell. Other tests, such as those of the end, bound no start.
 */
public final class StartTimes implements Filter.Visitor<StartTimes.Bounds> {
  private static final long DAY = TimeUnit.DAYS.toMicros(1);
  private static final Bounds ALL = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);
  private static final Bounds NONE = new Bounds(Long.MAX_VALUE, Long.MIN_VALUE);
  private static final StartTimes MATCHING = new StartTimes(false);
  private static final StartTimes FAILING = new StartTimes(true);

  /** Whether the flows are meant that the filter does not let through. */
  private final boolean negated;

  private StartTimes(boolean negated) {
    this.negated = negated;
  }

  /**
   * The bounds; no flow that lies outside is let through.
   *
   * @param low µs UTC; {@link Long#MIN_VALUE} where the filter sets no earliest start
   * @param high µs UTC, included; below {@code low} where no flow at all is let through
   */
  public record Bounds(long low, long high) {
    /** Whether the filter says itself how far back it asks. */
    public boolean haveEarliest() {
      return low > Long.MIN_VALUE;
    }

    private Bounds and(Bounds other) {
      Bounds both = new Bounds(Math.max(low, other.low), Math.min(high, other.high));
      return both.low > both.high ? NONE : both;
    }

    private Bounds or(Bounds other) {
      return new Bounds(Math.min(low, other.low), Math.max(high, other.high));
    }
  }

  /** The bounds that {@code filter} sets. */
  public static Bounds of(Filter filter) {
    return filter.accept(MATCHING);
  }

  @Override
  public Bounds everything() {
    return negated ? NONE : ALL;
  }

  @Override
  public Bounds and(Filter.And and) {
    return negated ? anyOf(and.parts()) : allOf(and.parts());
  }

  @Override
  public Bounds or(Filter.Or or) {
    return negated ? allOf(or.parts()) : anyOf(or.parts());
  }

  @Override
  public Bounds not(Filter.Not not) {
    return not.part().accept(negated ? MATCHING : FAILING);
  }

  @Override
  public Bounds numberIn(Filter.NumberIn test) {
    if (test.quantity() != Quantity.START_TIME && test.quantity() != Quantity.DAY) {
      return ALL;
    }
    // Every flow has a start and a day, so that "not in" is the complement.
    Bounds numbers = negated ? outside(test.ranges().ranges()) : within(test.ranges().ranges());
    return test.quantity() == Quantity.DAY ? ofDays(numbers) : numbers;
  }

  @Override
  public Bounds active(Filter.Active test) {
    return negated ? ALL : new Bounds(Long.MIN_VALUE, test.to() - 1);
  }

  @Override
  public Bounds addressIn(Filter.AddressIn test) {
    return ALL;
  }

  @Override
  public Bounds textLike(Filter.TextLike test) {
    return ALL;
  }

  @Override
  public Bounds flagsMatch(Filter.FlagsMatch test) {
    return ALL;
  }

  @Override
  public Bounds flagsAny(Filter.FlagsAny test) {
    return ALL;
  }

  @Override
  public Bounds open() {
    return ALL;
  }

  private Bounds allOf(List<Filter> parts) {
    return parts.stream().map(part -> part.accept(this)).reduce(ALL, Bounds::and);
  }

  private Bounds anyOf(List<Filter> parts) {
    return parts.stream().map(part -> part.accept(this)).reduce(NONE, Bounds::or);
  }

  private static Bounds within(List<Ranges.Range> ranges) {
    return ranges.isEmpty()
        ? NONE
        : new Bounds(ranges.get(0).low(), ranges.get(ranges.size() - 1).high());
  }

  private static Bounds outside(List<Ranges.Range> ranges) {
    if (ranges.isEmpty()) {
      return ALL;
    }
    Ranges.Range first = ranges.get(0);
    Ranges.Range last = ranges.get(ranges.size() - 1);
    long low = first.low() > Long.MIN_VALUE ? Long.MIN_VALUE : Quantity.saturated(first.high(), 1);
    long high = last.high() < Long.MAX_VALUE ? Long.MAX_VALUE : Quantity.saturated(last.low(), -1);
    return low > high ? NONE : new Bounds(low, high);
  }

  private static Bounds ofDays(Bounds days) {
    if (days.equals(NONE)) {
      return NONE;
    }
    long low = days.low() < Long.MIN_VALUE / DAY ? Long.MIN_VALUE : clamped(days.low()) * DAY;
    long high =
        days.high() > Long.MAX_VALUE / DAY - 1
            ? Long.MAX_VALUE
            : clamped(days.high()) * DAY + DAY - 1;
    return new Bounds(low, high);
  }

  /** No product of it and a day leaves a long. */
  private static long clamped(long days) {
    return Math.max(Long.MIN_VALUE / DAY, Math.min(days, Long.MAX_VALUE / DAY - 1));
  }
}
