package io.flowlake.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the table that share one key, and what each further report of that key changes. This
 * is the reference of the duplicate and update rules: reports are applied one at a time, in the
 * order of arrival.
 *
 * <p>The rows that stay are the same in any order; only which report is called new, update or
 * duplicate depends on it.
 */
public final class KeyHistory {
  /** What became of a report. */
  public enum Outcome {
    /** A row that was not there. */
    NEW,
    /** It replaced the row of a flow that was still open. */
    UPDATED,
    /** It knows nothing that the rows there did not know. */
    DUPLICATE
  }

  private @Nullable Flow open;
  private final List<Flow> closed = new ArrayList<>(2);
  private final Set<Flow> closedSet = new HashSet<>(2);

  /** Takes a row that the table holds already. */
  public void hold(Flow row) {
    if (row.isOpen()) {
      open = open == null || FlowIdentity.BY_KNOWLEDGE.compare(row, open) > 0 ? row : open;
    } else if (closedSet.add(row)) {
      closed.add(row);
    }
  }

  /** Applies one more report with this key. */
  public Outcome apply(Flow report) {
    return report.isOpen() ? applyOpen(report) : applyClosed(report);
  }

  /**
   * The rows as they stand: the closed ones in order of arrival, then the open one if there is one.
   */
  public List<Flow> rows() {
    List<Flow> rows = new ArrayList<>(closed);
    if (open != null) {
      rows.add(open);
    }
    return rows;
  }

  private Outcome applyOpen(Flow report) {
    if (!closed.isEmpty()) {
      return Outcome.DUPLICATE;
    }
    if (open == null) {
      open = report;
      return Outcome.NEW;
    }
    if (FlowIdentity.BY_KNOWLEDGE.compare(report, open) <= 0) {
      return Outcome.DUPLICATE;
    }
    open = report;
    return Outcome.UPDATED;
  }

  private Outcome applyClosed(Flow report) {
    if (!closedSet.add(report)) {
      return Outcome.DUPLICATE;
    }
    closed.add(report);
    if (open == null) {
      return Outcome.NEW;
    }
    open = null;
    return Outcome.UPDATED;
  }
}
