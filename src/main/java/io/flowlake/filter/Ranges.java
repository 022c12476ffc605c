package io.flowlake.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of whole numbers as closed ranges in ascending order that neither meet nor touch, so that
 * equal sets are equal.
 *
 * @param ranges may be empty: no number at all
 */
public record Ranges(List<Range> ranges) {

  /** The numbers from {@code low} to {@code high}, both included. */
  public record Range(long low, long high) {
    public Range {
      if (low > high) {
        throw new IllegalArgumentException("range " + low + ".." + high + " is empty");
      }
    }

    boolean contains(long number) {
      return low <= number && number <= high;
    }
  }

  /** Sorts {@code ranges} and joins those that meet or touch. */
  public Ranges {
    ranges = joined(ranges);
  }

  /** The numbers from {@code low} to {@code high}, both included; none when they are crossed. */
  public static Ranges of(long low, long high) {
    return new Ranges(low > high ? List.of() : List.of(new Range(low, high)));
  }

  /** Whether {@code number} is in the set. */
  public boolean contains(long number) {
    int from = 0;
    int to = ranges.size() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      Range range = ranges.get(middle);
      if (range.contains(number)) {
        return true;
      }
      if (number < range.low()) {
        to = middle - 1;
      } else {
        from = middle + 1;
      }
    }
    return false;
  }

  /** Whether any number from {@code low} to {@code high} is in the set. */
  public boolean meets(long low, long high) {
    return ranges.stream().anyMatch(range -> range.low() <= high && low <= range.high());
  }

  /** Whether all numbers from {@code low} to {@code high} are in the set. */
  public boolean covers(long low, long high) {
    return ranges.stream().anyMatch(range -> range.low() <= low && high <= range.high());
  }

  private static List<Range> joined(List<Range> ranges) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingLong(Range::low).thenComparingLong(Range::high));
    List<Range> joined = new ArrayList<>();
    for (Range range : sorted) {
      Range last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && (last.high() == Long.MAX_VALUE || range.low() <= last.high() + 1)) {
        joined.set(joined.size() - 1, new Range(last.low(), Math.max(last.high(), range.high())));
      } else {
        joined.add(range);
      }
    }
    return List.copyOf(joined);
  }
}
