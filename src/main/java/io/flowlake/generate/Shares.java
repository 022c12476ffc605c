package io.flowlake.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of a stream is out of the ordinary, as shares of its flows.
 *
 * @param late first reported in a later dump than that of their time
 * @param open first reported open; nine of ten are closed by a later dump
 * @param copied written twice in a row
 * @param redelivered written again in a later dump
 * @param corrupt followed by a line that is no record
 */
public record Shares(double late, double open, double copied, double redelivered, double corrupt) {
  /** What is usual, measured or chosen: 1 % late, 1 % open, 0.5 % copied. */
  public static final Shares USUAL = new Shares(0.01, 0.01, 0.005, 0, 0);

  /** The share of corrupt lines of a dirty stream. */
  public static final double DIRTY = 0.0001;

  /** What is wrong with the shares, as clauses; empty when nothing is. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(problems, "late", late);
    check(problems, "open", open);
    check(problems, "copied", copied);
    check(problems, "redelivered", redelivered);
    check(problems, "corrupt", corrupt);
    if (problems.isEmpty() && late + Math.max(Math.max(open, redelivered), copied) > 1) {
      problems.add(
          "late flows (share %s) are neither open nor copied nor redelivered (%s, %s, %s): late and each of these must not exceed 1 together"
              .formatted(late, open, copied, redelivered));
    }
    return problems;
  }

  private static void check(List<String> problems, String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      problems.add("the share of %s flows is %s, not within 0 to 1".formatted(name, share));
    }
  }
}
