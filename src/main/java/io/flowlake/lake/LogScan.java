package io.flowlake.lake;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.types.StructField;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterColumns;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Streams the data files of a snapshot; written against Delta Kernel 4.4.0. */
final class LogScan {
  private final Engine engine;
  private final Snapshot snapshot;
  private final Map<FlowColumn, String> storedNames = new EnumMap<>(FlowColumn.class);
  private final Map<Partition, Partition> partitions = new HashMap<>();
  private final boolean columnsAreMapped;

  LogScan(Engine engine, Snapshot snapshot) {
    this.engine = engine;
    this.snapshot = snapshot;
    for (FlowColumn column : FlowColumn.all()) {
      int field = snapshot.getSchema().indexOf(column.columnName());
      storedNames.put(
          column, field < 0 ? column.columnName() : storedName(snapshot.getSchema().at(field)));
    }
    this.columnsAreMapped =
        ColumnMapping.isColumnMappingModeEnabled(
            ColumnMapping.getColumnMappingMode(snapshot.getMetadata().getConfiguration()));
  }

  /** The files that may hold what {@code filter} wants. */
  FilePlan plan(Filter filter, Set<FlowColumn> wanted) throws IOException {
    Set<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
    columns.addAll(FilterColumns.of(filter));
    columns.addAll(wanted);
    StatisticsText statistics = new StatisticsText(columns, storedNames);
    PlanBuilder plan = new PlanBuilder(filter);
    ScanImpl scan = (ScanImpl) snapshot.getScanBuilder().build();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> files = batches.next().getRows()) {
          while (files.hasNext()) {
            add(files.next(), statistics, plan);
          }
        }
      }
    }
    return plan.build();
  }

  private void add(Row row, StatisticsText statistics, PlanBuilder plan) {
    FileStatus file = InternalScanFileUtils.getAddFileStatus(row);
    Partition partition = partition(row, file);
    FileBounds bounds = statistics.read(statistics(row), partition);
    boolean nodeless = value(row, FlowColumn.NODE) == null;
    if (nodeless) {
      bounds.withoutNode();
    }
    DeletionVectorDescriptor deleted =
        InternalScanFileUtils.getDeletionVectorDescriptorFromRow(row);
    if (deleted != null) {
      bounds.withoutRows(deleted.getCardinality());
    }
    boolean kept =
        plan.add(
            file.getPath(), file.getSize(), partition, bounds, deleted != null || columnsAreMapped);
    if (kept && nodeless) {
      throw notOurs(file);
    }
  }

  private static @Nullable String statistics(Row row) {
    Row add = row.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
    return add.isNullAt(InternalScanFileUtils.ADD_FILE_STATS_ORDINAL)
        ? null
        : add.getString(InternalScanFileUtils.ADD_FILE_STATS_ORDINAL);
  }

  private Partition partition(Row row, FileStatus file) {
    String day = value(row, FlowColumn.DAY);
    String node = value(row, FlowColumn.NODE);
    if (day == null) {
      throw notOurs(file);
    }
    try {
      // A file without a node is refused only where the filter lets it through.
      Partition partition =
          new Partition((int) LocalDate.parse(day).toEpochDay(), node == null ? "" : node);
      Partition known = partitions.putIfAbsent(partition, partition);
      return known == null ? partition : known;
    } catch (DateTimeException e) {
      throw notOurs(file);
    }
  }

  private @Nullable String value(Row row, FlowColumn column) {
    return InternalScanFileUtils.getPartitionValues(row).get(storedNames.get(column));
  }

  private static FlowlakeException notOurs(FileStatus file) {
    return new FlowlakeException(
        ExitCode.DATA,
        "Cannot read %s: the log names no day and node of this file, so another program wrote it or the table is no table of flows."
            .formatted(file.getPath()));
  }

  private static String storedName(StructField field) {
    return ColumnMapping.getPhysicalName(field);
  }
}
