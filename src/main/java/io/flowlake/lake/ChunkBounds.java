package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.util.EnumMap;
import java.util.Map;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** What the values of a row group lie between, by the footer of its file and its partition. */
final class ChunkBounds implements Bounds {
  private final Map<FlowColumn, ColumnChunkMetaData> chunks = new EnumMap<>(FlowColumn.class);
  private final Partition partition;
  private final long rows;

  ChunkBounds(BlockMetaData rowGroup, Partition partition) {
    this.partition = partition;
    this.rows = rowGroup.getRowCount();
    for (ColumnChunkMetaData chunk : rowGroup.getColumns()) {
      FlowColumn column = FileColumns.named(chunk.getPath().toDotString());
      if (column != null) {
        chunks.put(column, chunk);
      }
    }
  }

  /** The chunk of {@code column}; null where the file does not have it. */
  @Nullable ColumnChunkMetaData chunk(FlowColumn column) {
    return chunks.get(column);
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public long min(FlowColumn column) {
    if (column == FlowColumn.DAY) {
      return partition.day();
    }
    Statistics<?> known = numbers(column);
    long least =
        column == FlowColumn.START_TIME ? partition.day() * Times.DAY_MICROS : Long.MIN_VALUE;
    return known == null ? least : ((Number) known.genericGetMin()).longValue();
  }

  @Override
  public long max(FlowColumn column) {
    if (column == FlowColumn.DAY) {
      return partition.day();
    }
    Statistics<?> known = numbers(column);
    long greatest =
        column == FlowColumn.START_TIME
            ? (partition.day() + 1) * Times.DAY_MICROS - 1
            : Long.MAX_VALUE;
    return known == null ? greatest : ((Number) known.genericGetMax()).longValue();
  }

  @Override
  public String minText(FlowColumn column) {
    if (column == FlowColumn.NODE) {
      return partition.node();
    }
    Statistics<?> known = known(column);
    return known == null ? "" : ((Binary) known.genericGetMin()).toStringUsingUTF8();
  }

  @Override
  public @Nullable String maxText(FlowColumn column) {
    if (column == FlowColumn.NODE) {
      return partition.node();
    }
    Statistics<?> known = known(column);
    return known == null ? null : ((Binary) known.genericGetMax()).toStringUsingUTF8();
  }

  @Override
  public long nulls(FlowColumn column) {
    if (column == FlowColumn.NODE || column == FlowColumn.DAY) {
      return 0;
    }
    ColumnChunkMetaData chunk = chunks.get(column);
    if (chunk == null) {
      return rows;
    }
    Statistics<?> statistics = chunk.getStatistics();
    return statistics != null && statistics.isNumNullsSet() ? statistics.getNumNulls() : UNKNOWN;
  }

  private @Nullable Statistics<?> numbers(FlowColumn column) {
    ColumnChunkMetaData chunk = chunks.get(column);
    return chunk != null && FileColumns.isPlainNumber(chunk.getPrimitiveType(), column)
        ? known(column)
        : null;
  }

  private @Nullable Statistics<?> known(FlowColumn column) {
    ColumnChunkMetaData chunk = chunks.get(column);
    Statistics<?> statistics = chunk == null ? null : chunk.getStatistics();
    return statistics != null && statistics.hasNonNullValue() ? statistics : null;
  }
}
