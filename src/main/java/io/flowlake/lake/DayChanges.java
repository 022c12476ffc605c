package io.flowlake.lake;

import io.delta.kernel.CommitActions;
import io.delta.kernel.CommitRangeBuilder.CommitBoundary;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.DeltaHistoryManager;
import io.delta.kernel.internal.DeltaLogActionUtils.DeltaAction;
import io.delta.kernel.internal.fs.Path;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.flowlake.model.FlowColumn;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from the log which days' flows changed, and when; written against Delta Kernel 4.4.0. */
final class DayChanges {
  private static final Set<DeltaAction> FILES = Set.of(DeltaAction.ADD, DeltaAction.REMOVE);

  private final Engine engine;
  private final String table;
  private final Map<LocalDate, Long> lastChanged = new HashMap<>();

  private DayChanges(Engine engine, String table) {
    this.engine = engine;
    this.table = table;
  }

  /**
   * The version that changed each day last, of the versions after {@code since} up to {@code
   * newest}; days that none changed are not in it. Files that were only folded changed nothing.
   * Empty where the log does not reach back that far any more.
   */
  static Optional<Map<LocalDate, Long>> between(
      Engine engine, String table, long since, long newest) throws IOException {
    if (since >= newest) {
      return Optional.of(Map.of());
    }
    long oldest =
        DeltaHistoryManager.getEarliestDeltaFile(
            engine, new Path(table, "_delta_log"), Optional.empty());
    if (since + 1 < oldest) {
      return Optional.empty();
    }
    DayChanges changes = new DayChanges(engine, table);
    changes.read(since + 1, newest);
    return Optional.of(Map.copyOf(changes.lastChanged));
  }

  private void read(long from, long to) throws IOException {
    try (CloseableIterator<CommitActions> commits =
        TableManager.loadCommitRange(table, CommitBoundary.atVersion(from))
            .withEndBoundary(CommitBoundary.atVersion(to))
            .build(engine)
            .getCommitActions(engine, FILES)) {
      while (commits.hasNext()) {
        read(commits.next());
      }
    }
  }

  private void read(CommitActions commit) throws IOException {
    try (CloseableIterator<ColumnarBatch> batches = commit.getActions()) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            Row row = rows.next();
            FILES.forEach(kind -> note(row, kind.colName, commit.getVersion()));
          }
        }
      }
    }
  }

  private void note(Row row, String kind, long version) {
    int ordinal = row.getSchema().indexOf(kind);
    if (ordinal < 0 || row.isNullAt(ordinal)) {
      return;
    }
    Row file = row.getStruct(ordinal);
    StructType schema = file.getSchema();
    int partition = schema.indexOf("partitionValues");
    if (!file.getBoolean(schema.indexOf("dataChange")) || file.isNullAt(partition)) {
      return;
    }
    Object day = VectorUtils.toJavaMap(file.getMap(partition)).get(FlowColumn.DAY.columnName());
    if (day != null) {
      lastChanged.merge(LocalDate.parse(day.toString()), version, Math::max);
    }
  }
}
