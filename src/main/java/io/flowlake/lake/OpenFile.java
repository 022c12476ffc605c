package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * An open data file: its footer, and readers of some of its columns that share one stream. A reader
 * of Parquet's remembers the indexes of the columns that it began with, so each choice of columns
 * has its own.
 */
final class OpenFile implements Closeable {
  private final StoredFile stored;
  private final CountedFile input;
  private final ParquetReadOptions options;
  private final SeekableInputStream stream;
  private final ParquetMetadata footer;
  private final List<ParquetFileReader> readers = new ArrayList<>();

  private OpenFile(
      StoredFile stored,
      CountedFile input,
      ParquetReadOptions options,
      SeekableInputStream stream,
      ParquetMetadata footer) {
    this.stored = stored;
    this.input = input;
    this.options = options;
    this.stream = stream;
    this.footer = footer;
  }

  static OpenFile of(StoredFile stored, Footers footers, Configuration configuration)
      throws IOException {
    CountedFile input = new CountedFile(stored, configuration);
    ParquetReadOptions options = HadoopReadOptions.builder(configuration).build();
    SeekableInputStream stream = input.newStream();
    try {
      ParquetMetadata footer = footers.of(stored);
      if (footer == null) {
        footer = footer(input, options, stream);
        footers.keep(stored, footer);
      }
      return new OpenFile(stored, input, options, stream, footer);
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private static ParquetMetadata footer(
      CountedFile input, ParquetReadOptions options, SeekableInputStream stream)
      throws IOException {
    try {
      return ParquetFileReader.readFooter(input, options, stream);
    } catch (RuntimeException e) {
      // A file that does not end as a Parquet file does is said to be no such with a bare one.
      throw new ParquetDecodingException(e.getMessage(), e);
    }
  }

  Partition partition() {
    return stored.partition();
  }

  MessageType schema() {
    return footer.getFileMetaData().getSchema();
  }

  String createdBy() {
    return footer.getFileMetaData().getCreatedBy();
  }

  List<BlockMetaData> rowGroups() {
    return footer.getBlocks();
  }

  long bytesRead() {
    return input.bytesRead();
  }

  /** A reader of those of {@code columns} that the file has. */
  ParquetFileReader reader(Set<FlowColumn> columns) throws IOException {
    ParquetFileReader reader = ParquetFileReader.open(input, footer, options, stream);
    reader.setRequestedSchema(FileColumns.only(schema(), columns));
    readers.add(reader);
    return reader;
  }

  @Override
  public void close() throws IOException {
    for (ParquetFileReader reader : readers) {
      reader.close();
    }
    stream.close();
  }
}
