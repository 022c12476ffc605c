package io.flowlake.search;

import io.flowlake.model.ColumnType;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.TimeRange;
import io.flowlake.search.ColumnKey.Nulls;
import io.flowlake.search.Order.Direction;
import io.flowlake.search.Order.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order spelled out: all of its keys, so that only flows that are equal in every column are
 * equal. {@link #comparator} is the reference that every reader is tested against.
 */
final class Ranking {
  private final List<SortKey> keys;
  private final Lead lead;
  private final Comparator<Flow> comparator;

  private Ranking(List<SortKey> keys, Lead lead) {
    this.keys = List.copyOf(keys);
    this.lead = lead;
    this.comparator =
        keys.stream().map(SortKey::comparator).reduce(Comparator::thenComparing).orElseThrow();
  }

  /**
   * The keys of {@code order}.
   *
   * @param range the range of the request, which {@code closest} needs
   */
  static Ranking of(Order order, @Nullable TimeRange range) {
    List<SortKey> keys = new ArrayList<>();
    if (order.kind() == Kind.CLOSEST) {
      DistanceKey distance = new DistanceKey(Objects.requireNonNull(range, "closest to nothing"));
      keys.add(distance);
      keys.add(new ColumnKey(FlowColumn.START_TIME, Direction.DESCENDING, Nulls.LAST));
      return new Ranking(withTies(keys), new DistanceAxis(distance));
    }
    FlowColumn column = Objects.requireNonNull(order.column(), "an order by no column");
    keys.add(new ColumnKey(column, order.direction(), Nulls.LAST));
    Lead lead =
        column.type() == ColumnType.STRING
            ? new TextLead(column, order.direction())
            : new ColumnAxis(column, order.direction());
    return new Ranking(withTies(keys), lead);
  }

  /** All keys, the first one first. */
  List<SortKey> keys() {
    return keys;
  }

  /** What filters and file bounds can say of the first key. */
  Lead lead() {
    return lead;
  }

  /** Compares flows by all keys. */
  Comparator<Flow> comparator() {
    return comparator;
  }

  /** Ends {@code keys} with the key of a flow and then all other columns. */
  private static List<SortKey> withTies(List<SortKey> keys) {
    List<FlowColumn> ties = new ArrayList<>(FlowColumn.key());
    // The day is that of the start time.
    FlowColumn.all().stream()
        .filter(column -> column != FlowColumn.DAY && !ties.contains(column))
        .forEach(ties::add);
    List<SortKey> complete = new ArrayList<>(keys);
    for (FlowColumn column : ties) {
      boolean compared =
          keys.stream().anyMatch(key -> key instanceof ColumnKey step && step.column() == column);
      if (!compared) {
        complete.add(new ColumnKey(column, Direction.ASCENDING, Nulls.FIRST));
      }
    }
    return complete;
  }
}
