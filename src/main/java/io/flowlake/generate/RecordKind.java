package io.flowlake.generate;

import java.util.List;
import java.util.Locale;

/** Why a line is in a dump, and so what a compaction must make of it. */
public enum RecordKind {
  /** The only or first report of a flow, closed, in the dump of its time: a new row. */
  FIRST,
  /** The first report of a flow, closed, in a later dump than that of its time: a new row. */
  LATE,
  /** The first report of a flow, still open: a new row. */
  OPEN,
  /** The closed report of a flow that was reported open in an earlier dump: an update. */
  CLOSING,
  /** The same bytes as the line before: a duplicate. */
  COPY,
  /** The same bytes as a line of an earlier dump: a duplicate. */
  REDELIVERED,
  /** The front part of a record: a reject. */
  TRUNCATED,
  /** A record whose source address is none: a reject. */
  BAD_ADDRESS,
  /** A record whose start time is a NUL and broken UTF-8: a reject. */
  BAD_BYTES,
  /** A record with more fields than it should have and a quote that is never closed: a reject. */
  OPEN_QUOTE,
  /** An empty line, which is no record in JSON lines and CSV. */
  EMPTY;

  private static final List<RecordKind> CORRUPT =
      List.of(TRUNCATED, BAD_ADDRESS, BAD_BYTES, OPEN_QUOTE, EMPTY);

  /** The name in reports, such as {@code bad_address}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the line holds no flow. */
  public boolean isCorrupt() {
    return CORRUPT.contains(this);
  }

  /** The kind of the corrupt line with this number in the stream: they take turns. */
  static RecordKind corrupt(long number) {
    return CORRUPT.get((int) (number % CORRUPT.size()));
  }

  /** How many of the first {@code lines} corrupt lines are of this kind, which is a corrupt one. */
  long countAmong(long lines) {
    int turn = CORRUPT.indexOf(this);
    return (lines + CORRUPT.size() - 1 - turn) / CORRUPT.size();
  }
}
