package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** What the values of one column lie between on each page of a row group (the column index). */
final class PageBounds {
  private final FlowColumn column;
  private final PrimitiveTypeName type;
  private final ColumnIndex index;
  private final OffsetIndex places;
  private final long rows;

  private PageBounds(
      FlowColumn column, PrimitiveTypeName type, ColumnIndex index, OffsetIndex places, long rows) {
    this.column = column;
    this.type = type;
    this.index = index;
    this.places = places;
    this.rows = rows;
  }

  /**
   * The bounds of the pages of a chunk; empty where the writer kept none, or none that compare.
   *
   * @param rows how many rows the row group has
   */
  static Optional<PageBounds> of(
      FlowColumn column,
      ColumnChunkMetaData chunk,
      @Nullable ColumnIndex index,
      OffsetIndex places,
      long rows) {
    PrimitiveTypeName type = chunk.getPrimitiveType().getPrimitiveTypeName();
    boolean comparable =
        type == PrimitiveTypeName.BINARY
            || FileColumns.isPlainNumber(chunk.getPrimitiveType(), column);
    return index == null || !comparable
        ? Optional.empty()
        : Optional.of(new PageBounds(column, type, index, places, rows));
  }

  int count() {
    return places.getPageCount();
  }

  OffsetIndex places() {
    return places;
  }

  /** The bounds of one page; of the other columns nothing is known. */
  Bounds page(int page) {
    return new Page(page);
  }

  private final class Page implements Bounds {
    private final int page;

    Page(int page) {
      this.page = page;
    }

    @Override
    public long rows() {
      return places.getLastRowIndex(page, rows) + 1 - places.getFirstRowIndex(page);
    }

    @Override
    public long min(FlowColumn asked) {
      return isKnown(asked) ? number(index.getMinValues().get(page)) : Long.MIN_VALUE;
    }

    @Override
    public long max(FlowColumn asked) {
      return isKnown(asked) ? number(index.getMaxValues().get(page)) : Long.MAX_VALUE;
    }

    @Override
    public String minText(FlowColumn asked) {
      return isKnown(asked) ? text(index.getMinValues().get(page)) : "";
    }

    @Override
    public @Nullable String maxText(FlowColumn asked) {
      return isKnown(asked) ? text(index.getMaxValues().get(page)) : null;
    }

    @Override
    public long nulls(FlowColumn asked) {
      if (asked != column) {
        return UNKNOWN;
      }
      if (index.getNullPages().get(page)) {
        return rows();
      }
      List<Long> counts = index.getNullCounts();
      return counts == null ? UNKNOWN : counts.get(page);
    }

    private boolean isKnown(FlowColumn asked) {
      return asked == column && !index.getNullPages().get(page);
    }
  }

  private long number(ByteBuffer value) {
    ByteBuffer bytes = value.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return type == PrimitiveTypeName.INT32
        ? bytes.getInt(bytes.position())
        : bytes.getLong(bytes.position());
  }

  private static String text(ByteBuffer value) {
    return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
  }
}
