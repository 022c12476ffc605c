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
import java.util.Collection;
import java.util.Comparator;
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
  private long everyDay = -1;

  private DayChanges(Engine engine, String table) {
    this.engine = engine;
    this.table = table;
  }

  /**
   * What changed after the lowest of {@code versions} that the log still reaches back to, up to
   * {@code newest}; versions above that are left alone. Files that were only folded changed
   * nothing. The log is read once, from there on.
   */
  static DaysChanged since(Engine engine, String table, Collection<Long> versions, long newest)
      throws IOException {
    DayChanges changes = new DayChanges(engine, table);
    if (versions.stream().allMatch(version -> version >= newest)) {
      return changes.after(newest, newest);
    }
    long oldest =
        DeltaHistoryManager.getEarliestDeltaFile(
            engine, new Path(table, "_delta_log"), Optional.empty());
    long since =
        versions.stream()
            .filter(version -> version >= oldest - 1 && version <= newest)
            .min(Comparator.naturalOrder())
            .orElse(Long.MAX_VALUE);
    if (since < newest) {
      changes.read(since + 1, newest);
    }
    return changes.after(since, newest);
  }

  private DaysChanged after(long since, long newest) {
    return new DaysChanged(since, newest, lastChanged, everyDay);
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
    if (!file.getBoolean(schema.indexOf("dataChange"))) {
      return;
    }
    int partition = schema.indexOf("partitionValues");
    // Delta lets writers leave a removed file's partition out.
    Object day =
        file.isNullAt(partition)
            ? null
            : VectorUtils.toJavaMap(file.getMap(partition)).get(FlowColumn.DAY.columnName());
    if (day == null) {
      everyDay = Math.max(everyDay, version);
    } else {
      lastChanged.merge(LocalDate.parse(day.toString()), version, Math::max);
    }
  }
}
