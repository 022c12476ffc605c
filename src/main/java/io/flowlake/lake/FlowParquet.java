package io.flowlake.lake;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Writes flows that were found as one Parquet file, with the names and types of the table. */
public final class FlowParquet {
  private FlowParquet() {}

  /**
   * Writes the {@code columns} of {@code flows}, in their order, to {@code file}; one that is there
   * is replaced.
   */
  public static void write(Path file, List<Flow> flows, List<FlowColumn> columns)
      throws IOException {
    try (ParquetWriter<Flow> writer =
        new Builder(new LocalOutputFile(file), columns)
            .withConf(new PlainParquetConfiguration())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      for (Flow flow : flows) {
        writer.write(flow);
      }
    }
  }

  private static final class Builder extends ParquetWriter.Builder<Flow, Builder> {
    private final List<FlowColumn> columns;

    Builder(OutputFile file, List<FlowColumn> columns) {
      super(file);
      this.columns = columns;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Flow> getWriteSupport(ParquetConfiguration conf) {
      return new Support(columns);
    }

    @Override
    @SuppressWarnings("deprecation") // abstract until Parquet 2, and never called beside the other
    protected WriteSupport<Flow> getWriteSupport(Configuration conf) {
      return new Support(columns);
    }
  }

  private static final class Support extends WriteSupport<Flow> {
    private final List<FlowColumn> columns;
    private @Nullable RecordConsumer consumer;

    Support(List<FlowColumn> columns) {
      this.columns = List.copyOf(columns);
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(ParquetFields.schema(columns), Map.of());
    }

    @Override
    @SuppressWarnings("deprecation") // abstract until Parquet 2
    public WriteContext init(Configuration configuration) {
      return new WriteContext(ParquetFields.schema(columns), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Flow flow) {
      RecordConsumer record = Objects.requireNonNull(consumer, "prepareForWrite comes first");
      record.startMessage();
      for (int field = 0; field < columns.size(); field++) {
        String name = columns.get(field).columnName();
        Object value = flow.value(columns.get(field));
        if (value != null) {
          record.startField(name, field);
          add(record, value);
          record.endField(name, field);
        }
      }
      record.endMessage();
    }

    private static void add(RecordConsumer record, Object value) {
      if (value instanceof Long number) {
        record.addLong(number);
      } else if (value instanceof Integer number) {
        record.addInteger(number);
      } else {
        record.addBinary(Binary.fromString(value.toString()));
      }
    }
  }
}
