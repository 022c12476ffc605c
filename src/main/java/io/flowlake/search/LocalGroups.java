package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.lake.LocalReader;
import io.flowlake.lake.ReadCost;
import io.flowlake.lake.StoredFile;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Groups flows in this JVM, up to a number of groups. */
final class LocalGroups {
  private final Aggregation aggregation;
  private final int maxGroups;
  private final Set<FlowColumn> columns;
  private final Map<Key, Sums> groups = new ConcurrentHashMap<>();
  private volatile boolean full;

  LocalGroups(Aggregation aggregation, int maxGroups) {
    this.aggregation = aggregation;
    this.maxGroups = maxGroups;
    this.columns = EnumSet.of(FlowColumn.SENT_BYTES, FlowColumn.RECV_BYTES);
    columns.addAll(aggregation.columns());
    if (columns.contains(FlowColumn.DAY) || aggregation instanceof Aggregation.Series) {
      columns.add(FlowColumn.START_TIME);
    }
  }

  private record Key(long step, List<@Nullable Object> values) {}

  /** Adds up the flows of {@code files} that match {@code filter}. */
  FileWorkers.Work read(LocalReader reader, Filter filter, List<StoredFile> files) {
    return FileWorkers.run(files, file -> read(reader, filter, file));
  }

  /** Whether there are more groups than were allowed, so that the groups mean nothing. */
  boolean isFull() {
    return full;
  }

  /** The groups, in no order. */
  Stream<GroupRow> rows() {
    return groups.entrySet().stream()
        .map(entry -> new GroupRow(entry.getKey().step, entry.getKey().values, entry.getValue()));
  }

  private @Nullable ReadCost read(LocalReader reader, Filter filter, StoredFile file) {
    return full ? null : reader.read(file, filter, columns, this::add);
  }

  private boolean add(Flow flow) {
    groups.compute(key(flow), (key, sums) -> (sums == null ? Sums.NONE : sums).plus(flow));
    if (groups.size() > maxGroups) {
      full = true;
    }
    return !full;
  }

  private Key key(Flow flow) {
    @Nullable Object[] values =
        aggregation.columns().stream().map(flow::value).toArray(Object[]::new);
    long step =
        aggregation instanceof Aggregation.Series series ? series.stepOf(flow.startTime()) : 0;
    return new Key(step, Arrays.asList(values));
  }
}
