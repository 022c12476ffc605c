package io.flowlake.lake;

import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterColumns;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;

/**
 * Reads the matching rows of one file. Of each row group: what bounds and dictionaries decide is
 * not tested; the columns that are still to be tested are read first, on the pages that may match;
 * the others only on pages where something did.
 */
final class FileScan {
  /** When more than one row in so many matches, testing first reads more than it saves. */
  private static final int SELECTIVE = 16;

  /** Not in files: the partition says them. */
  private static final Set<FlowColumn> PARTITIONED_BY = EnumSet.of(FlowColumn.NODE, FlowColumn.DAY);

  private final OpenFile file;
  private final Filter filter;
  private final Set<FlowColumn> columns;
  private final FlowSink sink;
  private final AddressSets addresses = new AddressSets();
  private final Map<Set<FlowColumn>, ParquetFileReader> readers = new HashMap<>();
  private boolean wanted = true;
  private boolean selective = true;
  private long rowsRead;
  private long rowsMatched;
  private long rowGroupsRead;

  FileScan(OpenFile file, Filter filter, Set<FlowColumn> columns, FlowSink sink) {
    this.file = file;
    this.filter = filter;
    this.columns = without(columns, PARTITIONED_BY);
    this.sink = sink;
  }

  ReadCost run() throws IOException {
    List<BlockMetaData> rowGroups = file.rowGroups();
    for (int i = 0; i < rowGroups.size() && wanted; i++) {
      if (rowGroups.get(i).getRowCount() > 0) {
        read(i, rowGroups.get(i));
      }
    }
    return new ReadCost(file.bytesRead(), rowsRead, rowsMatched, rowGroupsRead, rowGroups.size());
  }

  private void read(int i, BlockMetaData rowGroup) throws IOException {
    ChunkBounds bounds = new ChunkBounds(rowGroup, file.partition());
    Filter open = Residue.of(filter, test -> FilterCoverage.of(test, bounds, addresses));
    if (open.equals(Residue.NOTHING)) {
      return;
    }
    ParquetFileReader tests = reader(FilterColumns.of(open));
    RowRanges candidates = PageSkipping.candidates(open, tests, bounds, addresses);
    if (candidates.rowCount() == 0) {
      return;
    }
    DictionaryCheck dictionaries =
        new DictionaryCheck(tests, rowGroup, bounds, file.partition(), addresses);
    open = Residue.of(open, dictionaries::coverage);
    if (open.equals(Residue.NOTHING)) {
      return;
    }
    rowGroupsRead++;
    Set<FlowColumn> tested = FilterColumns.of(open);
    if (selective && !tested.isEmpty() && !tested.containsAll(columns)) {
      readInTwoSteps(i, open, candidates);
    } else {
      readAtOnce(i, open, candidates);
    }
  }

  private void readAtOnce(int i, Filter open, RowRanges candidates) throws IOException {
    Set<FlowColumn> tested = FilterColumns.of(open);
    RowGroupRows rows = rows(i, union(tested, columns), candidates);
    RowCursor first = rows.cursor(tested);
    RowCursor rest = rows.cursor(without(columns, tested));
    RowCursor output = rows.cursor(columns);
    RowTest test = RowTests.of(open, first, addresses);
    while (wanted && rows.hasNext()) {
      rows.next();
      first.next();
      if (test.matches()) {
        rest.next();
        give(output);
      } else {
        rest.skip();
      }
    }
    rowsRead += rows.passed();
  }

  private void readInTwoSteps(int i, Filter open, RowRanges candidates) throws IOException {
    RowNumbers matches = matches(i, open, candidates);
    if (matches.count() == 0) {
      return;
    }
    RowGroupRows rows = rows(i, columns, matches.ranges(file.rowGroups().get(i).getRowCount()));
    RowCursor output = rows.cursor(columns);
    for (int match = 0; match < matches.count() && wanted; match++) {
      while (rows.next() < matches.row(match)) {
        output.skip();
      }
      output.next();
      give(output);
    }
  }

  private RowNumbers matches(int i, Filter open, RowRanges candidates) throws IOException {
    Set<FlowColumn> tested = FilterColumns.of(open);
    RowGroupRows rows = rows(i, tested, candidates);
    RowCursor row = rows.cursor(tested);
    RowTest test = RowTests.of(open, row, addresses);
    RowNumbers matches = new RowNumbers();
    while (rows.hasNext()) {
      long number = rows.next();
      row.next();
      if (test.matches()) {
        matches.add(number);
      }
    }
    rowsRead += rows.passed();
    selective = matches.count() <= rows.passed() / SELECTIVE;
    return matches;
  }

  private void give(RowCursor row) {
    rowsMatched++;
    wanted = sink.take(row.flow());
  }

  private RowGroupRows rows(int i, Set<FlowColumn> read, RowRanges ranges) throws IOException {
    return RowGroupRows.of(file, reader(read), i, read, ranges);
  }

  private ParquetFileReader reader(Set<FlowColumn> read) throws IOException {
    ParquetFileReader known = readers.get(read);
    if (known == null) {
      known = file.reader(read);
      readers.put(read, known);
    }
    return known;
  }

  private static Set<FlowColumn> union(Set<FlowColumn> left, Set<FlowColumn> right) {
    Set<FlowColumn> union = EnumSet.noneOf(FlowColumn.class);
    union.addAll(left);
    union.addAll(right);
    return union;
  }

  private static Set<FlowColumn> without(Set<FlowColumn> columns, Set<FlowColumn> others) {
    Set<FlowColumn> left = union(columns, Set.of());
    left.removeAll(others);
    return left;
  }
}
