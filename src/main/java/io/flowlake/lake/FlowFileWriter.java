package io.flowlake.lake;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * Writes the flows of one partition, which must come sorted by start time, into one file, or into
 * several where they exceed the target size. Files exist under names of their own that nobody reads
 * before they are committed, so a task may be tried again or killed at any time.
 */
public final class FlowFileWriter implements Closeable {
  private static final int ROWS_BETWEEN_SIZE_CHECKS = 10_000;

  private final Path table;
  private final Partition partition;
  private final FileLayout layout;
  private final Configuration configuration;
  private final List<DataFile> files = new ArrayList<>();

  private @Nullable ParquetWriter<InternalRow> writer;
  private @Nullable NewFile file;
  private FileStatistics statistics = new FileStatistics();
  private String path = "";

  /** A writer for {@code partition} of the table at {@code table}. */
  public FlowFileWriter(
      Path table, Partition partition, FileLayout layout, Configuration configuration) {
    this.table = table;
    this.partition = partition;
    this.layout = layout;
    this.configuration = configuration;
  }

  /** Writes a row of {@link InFlight#schema}; the row may be reused by the caller afterwards. */
  public void write(InternalRow row) throws IOException {
    ParquetWriter<InternalRow> current = writer == null ? open() : writer;
    current.write(row);
    statistics.add(row);
    if (statistics.rows() % ROWS_BETWEEN_SIZE_CHECKS == 0
        && current.getDataSize() >= layout.fileBytes()) {
      finish();
    }
  }

  /** Finishes the last file and returns all that were written. */
  public List<DataFile> finishAll() throws IOException {
    finish();
    return List.copyOf(files);
  }

  @Override
  public void close() throws IOException {
    finish();
  }

  private ParquetWriter<InternalRow> open() throws IOException {
    path = partition.folder() + "/flows-" + UUID.randomUUID() + ".zstd.parquet";
    statistics = new FileStatistics();
    NewFile target = new NewFile(new Path(table, path), configuration);
    ParquetWriter<InternalRow> opened =
        new Builder(target)
            .withConf(configuration)
            .withWriterVersion(WriterVersion.PARQUET_2_0)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(layout.rowGroupBytes())
            .withPageRowCountLimit(layout.pageRows())
            .build();
    file = target;
    writer = opened;
    return opened;
  }

  private void finish() throws IOException {
    ParquetWriter<InternalRow> current = writer;
    NewFile written = file;
    if (current == null || written == null) {
      return;
    }
    writer = null;
    current.close();
    files.add(new DataFile(partition, path, written.bytes(), statistics.rows(), statistics.json()));
  }

  private static final class Builder extends ParquetWriter.Builder<InternalRow, Builder> {
    Builder(NewFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<InternalRow> getWriteSupport(ParquetConfiguration conf) {
      return new FlowWriteSupport();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract until Parquet 2, and never called beside the other
    protected WriteSupport<InternalRow> getWriteSupport(Configuration conf) {
      return new FlowWriteSupport();
    }
  }
}
