package io.flowlake.generate;

import java.util.EnumMap;
import java.util.Map;

/**
 * One dump: its stretch of time and the flows that start in it, with the exact numbers of those
 * that are treated in a special way. What a dump gets from earlier dumps is not counted here but
 * there.
 *
 * @param number 0 for the first
 * @param fromMillis when its stretch of time begins, since 1970
 * @param toMillis when it ends
 * @param firstFlow the number of its first flow in the stream
 * @param flows how many flows start in the stretch
 * @param late how many of them come in a later dump
 * @param open how many are first reported open
 * @param closing how many of the open ones a later dump reports closed
 * @param redelivered how many come once more in a later dump
 * @param copied how many are written twice in a row
 * @param firstCorrupt the number of its first corrupt line in the stream
 * @param corrupt how many corrupt lines it has
 */
public record DumpPlan(
    int number,
    long fromMillis,
    long toMillis,
    long firstFlow,
    int flows,
    int late,
    int open,
    int closing,
    int redelivered,
    int copied,
    long firstCorrupt,
    int corrupt) {

  /** The lines that this dump's flows cause, in whichever dump they are. */
  RecordCounts counts() {
    Map<RecordKind, Long> counts = new EnumMap<>(RecordKind.class);
    counts.put(RecordKind.FIRST, (long) flows - late - open);
    counts.put(RecordKind.LATE, (long) late);
    counts.put(RecordKind.OPEN, (long) open);
    counts.put(RecordKind.CLOSING, (long) closing);
    counts.put(RecordKind.COPY, (long) copied);
    counts.put(RecordKind.REDELIVERED, (long) redelivered);
    for (RecordKind kind : RecordKind.values()) {
      if (kind.isCorrupt()) {
        long before = kind.countAmong(firstCorrupt);
        counts.put(kind, kind.countAmong(firstCorrupt + corrupt) - before);
      }
    }
    return new RecordCounts(counts);
  }

  // The flows of a dump have ranks, 0 to flows - 1, which Scatter spreads over its lines. A range
  // of
  // ranks is a treatment: the late ones first, then the open ones; copies from the end.

  boolean isLate(int rank) {
    return rank < late;
  }

  boolean isOpen(int rank) {
    return rank >= late && rank < late + open;
  }

  /** Whether an open flow is ever closed. */
  boolean isClosed(int rank) {
    return rank < late + closing;
  }

  boolean isCopied(int rank) {
    return rank >= flows - copied;
  }

  boolean isFollowedByCorrupt(int rank) {
    return rank >= corruptFrom() && rank < corruptFrom() + corrupt;
  }

  /** The kind of the corrupt line after the flow of this rank. */
  RecordKind corruptKind(int rank) {
    return RecordKind.corrupt(firstCorrupt + rank - corruptFrom());
  }

  /** Redelivered are open and closed ones in proportion, but none that come late. */
  int redeliveredFrom() {
    if (redelivered == 0) {
      return late;
    }
    return late + open - (int) ((long) redelivered * open / (flows - late));
  }

  private int corruptFrom() {
    return late + (flows - late - corrupt) / 2;
  }
}
