package io.flowlake.search;

import io.flowlake.lake.Coverage;
import io.flowlake.lake.StoredFile;
import java.util.List;

/**
 * How far outward each wave reads: the first one as far as the wanted rows should lie, the next
 * ones by what was found so far, and after some poor ones everything that is left.
 */
final class Widening {
  private static final int MAX_WAVES = 4;

  /** Traffic rises and falls during a day, and a slice that is too short costs a wave more. */
  private static final double SLACK = 2;

  /** Where it is not known how many rows match, more are read at first. */
  private static final double SLACK_WHEN_FILTERED = 4;

  private static final double LEAST_WHEN_FILTERED = 1_000;
  private static final double LEAST_BY_SPARK = 100_000;

  /** Fewer matches than these say little of how many follow. */
  private static final double TELLING = 100;

  private static final double GROWTH_WHEN_FEW = 2;
  private static final double GROWTH_WHEN_NONE = 16;
  private static final double MOST_GROWTH = 64;

  private final Density density;
  private final double first;
  private int waves;
  private double found;

  private Widening(Density density, double first) {
    this.density = density;
    this.first = first;
  }

  /**
   * The waves of one search.
   *
   * @param wanted how many rows are to be found
   * @param engine who reads; a wave of Spark costs so much by itself that it should read many rows
   */
  static Widening of(Density density, List<StoredFile> files, int wanted, Engine engine) {
    boolean filtered = files.stream().anyMatch(file -> file.coverage() != Coverage.ALL);
    double rows =
        filtered ? Math.max(wanted * SLACK_WHEN_FILTERED, LEAST_WHEN_FILTERED) : wanted * SLACK;
    double least = engine == Engine.SPARK ? LEAST_BY_SPARK : 0;
    return new Widening(density, Math.max(rows, least));
  }

  /**
   * The last position of the wave that begins at {@code from}.
   *
   * @param missing how many rows are still to be found
   */
  long next(long from, int missing) {
    waves++;
    if (waves >= MAX_WAVES) {
      return Axis.LAST;
    }
    double read = from == Axis.FIRST ? 0 : density.rowsUpTo(from - 1);
    double more = read == 0 ? first : more(read, missing);
    return Math.max(from, density.positionOf(read + more));
  }

  /** Tells how many rows the last wave found. */
  void found(long rows) {
    found += rows;
  }

  private double more(double read, int missing) {
    if (found == 0) {
      return read * GROWTH_WHEN_NONE;
    }
    double needed = SLACK * missing * read / found;
    double least = found < TELLING ? read * GROWTH_WHEN_FEW : 0;
    return Math.min(Math.max(needed, least), read * MOST_GROWTH);
  }
}
