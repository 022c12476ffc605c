package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Writes rows in flight as Parquet records, without a detour through objects per row. */
final class FlowWriteSupport extends WriteSupport<InternalRow> {
  private static final FlowColumn[] STORED = FlowsSchema.STORED.toArray(FlowColumn[]::new);

  private @Nullable RecordConsumer consumer;

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract until Parquet 2
  public WriteContext init(Configuration configuration) {
    return context();
  }

  private static WriteContext context() {
    return new WriteContext(FlowsSchema.file(), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(InternalRow row) {
    RecordConsumer record = Objects.requireNonNull(consumer, "prepareForWrite comes first");
    record.startMessage();
    for (int field = 0; field < STORED.length; field++) {
      FlowColumn column = STORED[field];
      if (!row.isNullAt(column.index())) {
        record.startField(column.columnName(), field);
        writeValue(record, column, row);
        record.endField(column.columnName(), field);
      }
    }
    record.endMessage();
  }

  private static void writeValue(RecordConsumer record, FlowColumn column, InternalRow row) {
    int ordinal = column.index();
    switch (column.type()) {
      case STRING ->
          record.addBinary(Binary.fromReusedByteArray(row.getUTF8String(ordinal).getBytes()));
      case TIMESTAMP, LONG -> record.addLong(row.getLong(ordinal));
      case DATE, INT -> record.addInteger(row.getInt(ordinal));
    }
  }
}
