package io.flowlake.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who mistyped a name most likely meant. */
public final class Nearest {
  /** Longer names are not names mistyped, and would take long to compare. */
  private static final int MAX_LENGTH = 64;

  private Nearest() {}

  /** The known name with the fewest typing mistakes; empty when all are quite different. */
  public static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return known.stream()
        .min(Comparator.comparingInt((String other) -> distance(name, other)))
        .filter(other -> distance(name, other) <= Math.max(1, (name.length() + 1) / 3));
  }

  /** As {@link #of}, where upper and lower case mean the same. */
  public static Optional<String> ignoringCase(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    return of(lower, known.stream().map(other -> other.toLowerCase(Locale.ROOT)).toList())
        .flatMap(found -> known.stream().filter(found::equalsIgnoreCase).findFirst());
  }

  /** Letters to add, drop, change or swap with their neighbour to make one of the other. */
  private static int distance(String one, String other) {
    int[][] steps = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, one, other, i, j);
      }
    }
    return steps[one.length()][other.length()];
  }

  private static int step(int[][] steps, String one, String other, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int fewest =
        Math.min(
            steps[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(fewest, steps[i - 2][j - 2] + 1) : fewest;
  }
}
