package io.flowlake.lake;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;

/**
 * Row numbers of a row group in ascending order, kept as single numbers while they are gathered.
 * Parquet makes row ranges of pages alone, so {@link #ranges} poses as an index of pages.
 */
final class RowNumbers {
  /** Rows that are this close lie on the same pages: no use in telling them apart. */
  private static final int NEAR = 64;

  private long[] rows = new long[64];
  private int count;

  void add(long row) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, 2 * count);
    }
    rows[count++] = row;
  }

  int count() {
    return count;
  }

  long row(int i) {
    return rows[i];
  }

  /** Ranges that hold all of the rows. */
  RowRanges ranges(long rowCount) {
    long[] first = new long[count];
    long[] last = new long[count];
    int intervals = 0;
    for (int i = 0; i < count; i++) {
      if (intervals > 0 && rows[i] - last[intervals - 1] <= NEAR) {
        last[intervals - 1] = rows[i];
      } else {
        first[intervals] = rows[i];
        last[intervals++] = rows[i];
      }
    }
    return RowRanges.create(
        rowCount, IntStream.range(0, intervals).iterator(), new Pages(first, last, intervals));
  }

  /** Poses as the index of pages that begin and end with our intervals. */
  private static final class Pages implements OffsetIndex {
    private final long[] first;
    private final long[] last;
    private final int count;

    Pages(long[] first, long[] last, int count) {
      this.first = first;
      this.last = last;
      this.count = count;
    }

    @Override
    public int getPageCount() {
      return count;
    }

    @Override
    public long getFirstRowIndex(int page) {
      return first[page];
    }

    @Override
    public long getLastRowIndex(int page, long rowGroupRows) {
      return last[page];
    }

    @Override
    public long getOffset(int page) {
      throw new UnsupportedOperationException(
          "row numbers are counted, not stored: their pages have no place in the file");
    }

    @Override
    public int getCompressedPageSize(int page) {
      throw new UnsupportedOperationException(
          "row numbers are counted, not stored: their pages have no place in the file");
    }
  }
}
