package io.flowlake.compact;

import io.flowlake.dump.DumpReader;
import io.flowlake.dump.DumpRecord;
import io.flowlake.dump.DumpSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Reads one dump on an executor, as a stream: memory does not grow with the dump. */
final class ParseTask implements FlatMapFunction<IndexedDump, Row> {
  /** The format of a dump that was rewritten after it was listed, and so was not read. */
  static final String CHANGED = "changed";

  /** The format of a dump that was removed after it was listed. */
  static final String GONE = "gone";

  /** The format of a dump that is there but cannot be read, or not to its end. */
  static final String UNREADABLE = "unreadable";

  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> configuration;
  private final @Nullable String node;
  private final int lastAttempt;
  private final LongAccumulator bytesDone;
  private final LongAccumulator recordsDone;

  ParseTask(
      Broadcast<SerializableConfiguration> configuration,
      @Nullable String node,
      LongAccumulator bytesDone,
      LongAccumulator recordsDone,
      int lastAttempt) {
    this.lastAttempt = lastAttempt;
    this.configuration = configuration;
    this.node = node;
    this.bytesDone = bytesDone;
    this.recordsDone = recordsDone;
  }

  @Override
  public Iterator<Row> call(IndexedDump indexed) throws IOException {
    Dump dump = indexed.dump();
    Configuration hadoop = configuration.value().value();
    Path path = new Path(dump.path());
    FileSystem files = RawFiles.of(path, hadoop);
    bytesDone.add(dump.bytes());
    try {
      FileStatus now = files.getFileStatus(path);
      if (!dump.is(now.getLen(), now.getModificationTime())) {
        return ending(indexed, CHANGED, "rewritten after it was listed; the next run reads it");
      }
      DumpReader reader = DumpReader.open(files.open(path), new DumpSource(dump.path(), node));
      TaskContext.get()
          .addTaskCompletionListener((TaskCompletionListener) context -> reader.close());
      return new Rows(reader, indexed.index(), recordsDone, lastAttempt);
    } catch (IOException | UncheckedIOException e) {
      // A local file that may not be opened is "not found" as well.
      boolean gone = e instanceof FileNotFoundException && !files.exists(path);
      if (gone) {
        return ending(indexed, GONE, "removed after it was listed");
      }
      if (mayRetry(lastAttempt)) {
        throw e;
      }
      return ending(indexed, UNREADABLE, words(e));
    }
  }

  private static Iterator<Row> ending(IndexedDump indexed, String format, String note) {
    return Collections.singleton(ParsedColumns.end(indexed.index(), format, note)).iterator();
  }

  /**
   * Whether Spark will run the task again, elsewhere perhaps; if not, only the dump is given up.
   */
  private static boolean mayRetry(int lastAttempt) {
    return TaskContext.get().attemptNumber() < lastAttempt;
  }

  private static String words(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String message = cause.getMessage();
    String text = message == null ? cause.getClass().getSimpleName() : message;
    return text.lines().findFirst().orElse("").strip();
  }

  private static final class Rows implements Iterator<Row> {
    private final DumpReader reader;
    private final int dump;
    private final LongAccumulator recordsDone;
    private final int lastAttempt;
    private boolean ended;

    Rows(DumpReader reader, int dump, LongAccumulator recordsDone, int lastAttempt) {
      this.lastAttempt = lastAttempt;
      this.reader = reader;
      this.dump = dump;
      this.recordsDone = recordsDone;
    }

    @Override
    public boolean hasNext() {
      return !ended;
    }

    @Override
    public Row next() {
      if (ended) {
        throw new NoSuchElementException();
      }
      try {
        if (reader.hasNext()) {
          return row(reader.next());
        }
      } catch (UncheckedIOException e) {
        if (mayRetry(lastAttempt)) {
          throw e;
        }
        // What was read of it is good; the next run reads all of it again.
        ended = true;
        return ParsedColumns.end(dump, UNREADABLE, words(e));
      }
      ended = true;
      reader.close();
      return ParsedColumns.end(dump, reader.format(), null);
    }

    private Row row(DumpRecord record) {
      recordsDone.add(1);
      if (record instanceof DumpRecord.Parsed parsed) {
        return ParsedColumns.flow(parsed.flow(), dump, parsed.offset());
      }
      return ParsedColumns.reject(((DumpRecord.Rejected) record).reject(), dump);
    }
  }
}
