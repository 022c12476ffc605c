package io.flowlake.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** What a dump gets from earlier dumps: ranges of their ranks, walked one after another. */
final class Arrivals {
  private record Range(RecordKind kind, DumpPlan from, int firstRank, int endRank) {}

  private final DumpPlan into;
  private final List<Range> ranges = new ArrayList<>();
  private long total;
  private long delivered;
  private int rangeIndex = -1;
  private int rank;
  private Scatter scatter = new Scatter(1);

  Arrivals(DumpPlan into) {
    this.into = into;
  }

  /**
   * Adds, oldest first, what comes from each earlier dump: of {@code count} flows from rank {@code
   * first} on, those whose lag is just the distance of the two dumps.
   */
  void addAll(
      RecordKind kind,
      Lag lag,
      List<DumpPlan> dumps,
      ToIntFunction<DumpPlan> first,
      ToIntFunction<DumpPlan> count) {
    for (int step = lag.steps() - 1; step >= 0; step--) {
      int number = into.number() - lag.dumps(step);
      if (number >= 0) {
        DumpPlan from = dumps.get(number);
        int begin = lag.firstWith(step, count.applyAsInt(from), number);
        int end = lag.firstWith(step + 1, count.applyAsInt(from), number);
        add(new Range(kind, from, first.applyAsInt(from) + begin, first.applyAsInt(from) + end));
      }
    }
  }

  private void add(Range range) {
    if (range.firstRank() < range.endRank()) {
      ranges.add(range);
      total += range.endRank() - range.firstRank();
    }
  }

  long total() {
    return total;
  }

  long delivered() {
    return delivered;
  }

  /** Goes to the next flow; false when there is none. */
  boolean next() {
    if (delivered == total) {
      return false;
    }
    delivered++;
    rank++;
    if (rangeIndex < 0 || rank == ranges.get(rangeIndex).endRank()) {
      rangeIndex++;
      rank = ranges.get(rangeIndex).firstRank();
      scatter = new Scatter(from().flows());
    }
    return true;
  }

  DumpPlan into() {
    return into;
  }

  DumpPlan from() {
    return ranges.get(rangeIndex).from();
  }

  RecordKind kind() {
    return ranges.get(rangeIndex).kind();
  }

  /** The current flow's rank in the dump that it comes from. */
  int rank() {
    return rank;
  }

  /** The current flow's place among the flows of the dump that it comes from. */
  int place() {
    return scatter.place(rank);
  }
}
