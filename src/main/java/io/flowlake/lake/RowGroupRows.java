package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;
import org.apache.parquet.schema.MessageType;

/** Some rows of a row group in some columns: numbers the rows, and gives cursors over columns. */
final class RowGroupRows {
  private final Partition partition;
  private final ColumnCursors cursors;
  private final PrimitiveIterator.OfLong numbers;
  private long passed;

  private RowGroupRows(
      Partition partition, ColumnCursors cursors, PrimitiveIterator.OfLong numbers) {
    this.partition = partition;
    this.cursors = cursors;
    this.numbers = numbers;
  }

  /**
   * Fetches the pages that hold rows of {@code ranges}.
   *
   * @param reader a reader of {@code columns}
   * @param i the number of the row group
   */
  static RowGroupRows of(
      OpenFile file, ParquetFileReader reader, int i, Set<FlowColumn> columns, RowRanges ranges)
      throws IOException {
    BlockMetaData rowGroup = file.rowGroups().get(i);
    MessageType schema = FileColumns.only(file.schema(), columns);
    RowRanges wanted =
        havePageIndex(rowGroup, schema) ? ranges : RowRanges.createSingle(rowGroup.getRowCount());
    if (schema.getFieldCount() == 0) {
      return new RowGroupRows(file.partition(), ColumnCursors.NONE, wanted.iterator());
    }
    PageReadStore pages = reader.readFilteredRowGroup(i, withoutLoneLastRow(wanted, rowGroup));
    return new RowGroupRows(
        file.partition(),
        ColumnCursors.over(pages, schema, file.createdBy()),
        pages
            .getRowIndexes()
            .orElseGet(() -> LongStream.range(0, rowGroup.getRowCount()).iterator()));
  }

  boolean hasNext() {
    return numbers.hasNext();
  }

  /**
   * Goes to the next row and returns its number in the row group; the cursors follow by themselves.
   */
  long next() {
    passed++;
    return numbers.nextLong();
  }

  /** How many rows {@link #next} went to. */
  long passed() {
    return passed;
  }

  /** A cursor over {@code columns}; of two cursors over one column only one may be moved. */
  RowCursor cursor(Set<FlowColumn> columns) {
    return new RowCursor(partition, cursors.of(columns));
  }

  /**
   * Parquet 1.17 never comes to a last range of a single row on another page (its
   * SynchronizingColumnReader asks whether there is a row after the one that it goes to): the row
   * before it is taken along.
   */
  private static RowRanges withoutLoneLastRow(RowRanges ranges, BlockMetaData rowGroup) {
    List<RowRanges.Range> all = ranges.getRanges();
    RowRanges.Range last = all.get(all.size() - 1);
    if (all.size() == 1 || last.from < last.to) {
      return ranges;
    }
    RowNumbers both = new RowNumbers();
    both.add(last.from - 1);
    both.add(last.from);
    return RowRanges.union(ranges, both.ranges(rowGroup.getRowCount()));
  }

  private static boolean havePageIndex(BlockMetaData rowGroup, MessageType schema) {
    for (ColumnChunkMetaData chunk : rowGroup.getColumns()) {
      if (schema.containsPath(chunk.getPath().toArray())
          && chunk.getOffsetIndexReference() == null) {
        return false;
      }
    }
    return true;
  }
}
