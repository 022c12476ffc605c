package io.flowlake.compact;

import io.flowlake.dump.DumpReader;
import io.flowlake.dump.DumpRecord;
import io.flowlake.dump.DumpSource;
import java.io.FileNotFoundException;
import java.io.IOException;
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

  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> configuration;
  private final @Nullable String node;
  private final LongAccumulator bytesDone;
  private final LongAccumulator recordsDone;

  ParseTask(
      Broadcast<SerializableConfiguration> configuration,
      @Nullable String node,
      LongAccumulator bytesDone,
      LongAccumulator recordsDone) {
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
      if (now.getLen() != dump.bytes() || now.getModificationTime() != dump.modified()) {
        // The next listing has it under its new size and time.
        return Collections.singleton(ParsedColumns.end(indexed.index(), CHANGED)).iterator();
      }
      DumpReader reader = DumpReader.open(files.open(path), new DumpSource(dump.path(), node));
      TaskContext.get()
          .addTaskCompletionListener((TaskCompletionListener) context -> reader.close());
      return new Rows(reader, indexed.index(), recordsDone);
    } catch (FileNotFoundException e) {
      return Collections.singleton(ParsedColumns.end(indexed.index(), GONE)).iterator();
    }
  }

  private static final class Rows implements Iterator<Row> {
    private final DumpReader reader;
    private final int dump;
    private final LongAccumulator recordsDone;
    private boolean ended;

    Rows(DumpReader reader, int dump, LongAccumulator recordsDone) {
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
      if (reader.hasNext()) {
        recordsDone.add(1);
        DumpRecord record = reader.next();
        if (record instanceof DumpRecord.Parsed parsed) {
          return ParsedColumns.flow(parsed.flow(), dump, parsed.offset());
        }
        return ParsedColumns.reject(((DumpRecord.Rejected) record).reject(), dump);
      }
      ended = true;
      reader.close();
      return ParsedColumns.end(dump, reader.format());
    }
  }
}
