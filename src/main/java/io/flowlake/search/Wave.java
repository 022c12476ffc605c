package io.flowlake.search;

import io.flowlake.lake.StoredFile;
import java.util.List;

/**
 * A wave as it was read.
 *
 * @param engine who read it
 * @param slice what it read, in words: {@code start_time from … on}
 * @param files files that were opened
 * @param bytes bytes that were read; of Spark at most these, the size of the files, of which it may
 *     skip parts
 * @param rows rows that were decoded; -1 = not known (Spark)
 * @param matched rows that matched; of Spark those of them that were returned
 * @param millis how long it took
 */
public record Wave(
    Engine engine, String slice, long files, long bytes, long rows, long matched, long millis) {

  /** A wave of the local reader that began at {@code began} of {@link System#nanoTime}. */
  static Wave local(String slice, FileWorkers.Work work, long began) {
    return new Wave(
        Engine.LOCAL,
        slice,
        work.files(),
        work.cost().bytesRead(),
        work.cost().rowsRead(),
        work.cost().rowsMatched(),
        millisSince(began));
  }

  /** A wave of Spark that began at {@code began} of {@link System#nanoTime}. */
  static Wave spark(String slice, List<StoredFile> files, long matched, long began) {
    long bytes = files.stream().mapToLong(StoredFile::bytes).sum();
    return new Wave(Engine.SPARK, slice, files.size(), bytes, -1, matched, millisSince(began));
  }

  private static long millisSince(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }
}
