package io.flowlake.lake;

import io.flowlake.filter.Filter;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the matching flows of data files in this JVM, without Spark, with Parquet's own reader: row
 * groups and pages that cannot hold a match are not fetched. Safe for several threads.
 */
public final class LocalReader {
  private final Configuration configuration;
  private final Footers footers = new Footers();

  /**
   * A reader of files; it keeps the footers of the files that it read last, so that reading another
   * part of a file is cheap.
   *
   * @param configuration Hadoop's settings, see {@link HadoopSettings#of}
   */
  public LocalReader(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Gives the flows of {@code file} that match {@code filter} exactly to {@code sink}, in the
   * file's order, which is by start time where Flowlake wrote it.
   *
   * @param columns the columns that the flows shall have; the others are null, or "" and 0 where a
   *     flow cannot have null, whatever the filter reads. The node is always there.
   * @throws FlowlakeException missing (3) when the file is gone, for the version was vacuumed; data
   *     (6) when it is damaged; usage (2) when only Spark can read it; else as {@link
   *     StorageErrors} says
   */
  public ReadCost read(StoredFile file, Filter filter, Set<FlowColumn> columns, FlowSink sink) {
    requireReadable(file);
    try (OpenFile open = OpenFile.of(file, footers, configuration)) {
      return new FileScan(open, filter, columns, sink).run();
    } catch (IOException | UncheckedIOException | ParquetRuntimeException e) {
      throw inWords(file, e);
    }
  }

  private static void requireReadable(StoredFile file) {
    if (file.needsSpark()) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot read %s without Spark: another writer gave it a deletion vector or other column names. Use --engine spark."
              .formatted(file.path()));
    }
  }

  private static FlowlakeException inWords(StoredFile file, Exception failure) {
    IOException cause = storeFailure(failure);
    if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
      return new FlowlakeException(
          ExitCode.MISSING,
          "Cannot read %s: the file is gone, so this version of the table was vacuumed. Search the newest one."
              .formatted(file.path()),
          failure);
    }
    return cause == null || cause instanceof EOFException
        ? new FlowlakeException(
            ExitCode.DATA,
            "Cannot read %s: it is damaged (%s). Restore the file from a copy."
                .formatted(file.path(), failure.getMessage()),
            failure)
        : StorageErrors.inWords(cause, file.path());
  }

  private static @Nullable IOException storeFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException found) {
        return found;
      }
    }
    return null;
  }
}
