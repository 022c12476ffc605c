package io.flowlake.compact;

/**
 * What became of records: each is counted in exactly one of the four.
 *
 * @param added new rows
 * @param updated rows of open flows that were replaced
 * @param duplicate records that said nothing new
 * @param rejected records that are kept in {@code rejects}
 */
public record Counts(long added, long updated, long duplicate, long rejected) {
  /** Nothing read. */
  public static final Counts NONE = new Counts(0, 0, 0, 0);

  /** All records that were read. */
  public long read() {
    return added + updated + duplicate + rejected;
  }

  /** The sums of both. */
  public Counts plus(Counts other) {
    return new Counts(
        added + other.added,
        updated + other.updated,
        duplicate + other.duplicate,
        rejected + other.rejected);
  }
}
