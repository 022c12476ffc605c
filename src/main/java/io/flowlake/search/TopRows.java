package io.flowlake.search;

import io.flowlake.model.Flow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The best of the flows that were offered, up to a number that is fixed. Safe for threads. */
final class TopRows {
  private final Comparator<Flow> order;
  private final int capacity;
  private final PriorityQueue<Flow> worstFirst;
  private volatile @Nullable Flow worst;

  /** An empty selection; {@code order} has the best flow first. */
  TopRows(Comparator<Flow> order, int capacity) {
    this.order = order;
    this.capacity = capacity;
    this.worstFirst = new PriorityQueue<>(order.reversed());
  }

  /** Holds {@code flow} if it is among the best so far. */
  void offer(Flow flow) {
    Flow bar = worst;
    if (bar != null && order.compare(flow, bar) >= 0) {
      return;
    }
    synchronized (worstFirst) {
      worstFirst.add(flow);
      if (worstFirst.size() > capacity) {
        worstFirst.poll();
      }
      if (worstFirst.size() == capacity) {
        worst = worstFirst.peek();
      }
    }
  }

  /** The flow that another must come before to be held; null while any is held. */
  @Nullable Flow worst() {
    return worst;
  }

  /** How many flows are still missing. */
  int missing() {
    synchronized (worstFirst) {
      return capacity - worstFirst.size();
    }
  }

  /** The flows that are held, best first. */
  List<Flow> sorted() {
    synchronized (worstFirst) {
      List<Flow> rows = new ArrayList<>(worstFirst);
      rows.sort(order);
      return rows;
    }
  }
}
