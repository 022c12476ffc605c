package io.flowlake.search;

import io.flowlake.filter.Filter;
import io.flowlake.filter.Quantity;
import io.flowlake.filter.Ranges;
import io.flowlake.lake.FileBounds;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Distance to a time range, on both sides of it. A flow is at most D away exactly where it is
 * active in the range widened by D at both ends.
 *
 * @param distance the key
 */
record DistanceAxis(DistanceKey distance) implements Axis {
  @Override
  public long position(Flow flow) {
    return distance.of(flow);
  }

  @Override
  public long nearest(FileBounds bounds) {
    return distance.between(bounds.min(FlowColumn.START_TIME), last(bounds));
  }

  @Override
  public long farthest(FileBounds bounds) {
    long firstEnd =
        bounds.alwaysNull(FlowColumn.END_TIME) ? Long.MAX_VALUE : bounds.min(FlowColumn.END_TIME);
    long first = Math.min(bounds.min(FlowColumn.START_TIME), firstEnd);
    return distance.between(bounds.max(FlowColumn.START_TIME), first);
  }

  /** The latest time at which a flow within {@code bounds} may have been active. */
  private static long last(FileBounds bounds) {
    long lastStart = bounds.max(FlowColumn.START_TIME);
    return bounds.alwaysNull(FlowColumn.END_TIME)
        ? lastStart
        : Math.max(lastStart, bounds.max(FlowColumn.END_TIME));
  }

  @Override
  public Filter slice(long from, long upTo) {
    Filter near = upTo == LAST ? Filter.EVERYTHING : within(upTo);
    Filter far = from <= 0 ? Filter.EVERYTHING : new Filter.Not(within(from - 1));
    return Filter.allOf(List.of(near, far));
  }

  /** Equally near flows come newest first: most of a long range is out as soon as rows are held. */
  @Override
  public Filter notAfter(Flow row) {
    long gap = position(row);
    Filter asNear = Filter.allOf(List.of(within(gap), starts(row.startTime(), Long.MAX_VALUE)));
    return gap == 0 ? asNear : new Filter.Or(List.of(within(gap - 1), asNear));
  }

  @Override
  public Filter notBefore(Flow row) {
    long gap = position(row);
    Filter asFar = Filter.allOf(List.of(slice(gap, LAST), starts(Long.MIN_VALUE, row.startTime())));
    return new Filter.Or(List.of(new Filter.Not(within(gap)), asFar));
  }

  @Override
  public Comparator<FileBounds> bestFirst() {
    return Axis.super
        .bestFirst()
        .thenComparing(
            Comparator.comparingLong((FileBounds bounds) -> bounds.max(FlowColumn.START_TIME))
                .reversed());
  }

  @Override
  public boolean mayReach(FileBounds bounds, Flow row) {
    long nearest = nearest(bounds);
    long gap = position(row);
    return nearest < gap
        || (nearest == gap && bounds.max(FlowColumn.START_TIME) >= row.startTime());
  }

  private static Filter starts(long from, long upTo) {
    return new Filter.NumberIn(Quantity.START_TIME, Ranges.of(from, upTo));
  }

  private Filter within(long gap) {
    return new Filter.Active(
        Saturated.minus(distance.range().from(), gap), Saturated.plus(distance.range().to(), gap));
  }

  @Override
  public boolean isClustered() {
    return true;
  }

  @Override
  public Set<FlowColumn> columns() {
    return Set.of(FlowColumn.START_TIME, FlowColumn.END_TIME);
  }
}
