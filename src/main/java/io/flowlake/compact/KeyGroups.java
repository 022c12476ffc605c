package io.flowlake.compact;

import io.flowlake.lake.InFlight;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.KeyHistory;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * Applies the duplicate and update rules to rows that come sorted by key and, within a key, in
 * order of arrival with the table's own rows first. Nearly every key has one row, which goes
 * straight through; {@link KeyHistory} decides the others.
 */
final class KeyGroups {
  private static final FlowColumn[] KEY = FlowColumn.key().toArray(FlowColumn[]::new);

  private final MergeOutput output;

  private @Nullable InternalRow first;
  private @Nullable KeyHistory history;
  private final Set<Flow> held = Collections.newSetFromMap(new IdentityHashMap<>());

  KeyGroups(MergeOutput output) {
    this.output = output;
  }

  /** Takes the next row; it may be reused by the caller afterwards. */
  void add(InternalRow row) throws IOException {
    InternalRow begun = first;
    if (begun == null || !sameKey(begun, row)) {
      finish();
      first = row.copy();
      return;
    }
    KeyHistory known = history;
    if (known == null) {
      known = new KeyHistory();
      history = known;
      output.turnTo(begun);
      take(known, begun);
    }
    take(known, row);
  }

  /** Writes what the last key came to. */
  void finish() throws IOException {
    InternalRow single = first;
    if (single == null) {
      return;
    }
    KeyHistory several = history;
    if (several == null) {
      writeSingle(single);
    } else {
      writeSeveral(several);
    }
    first = null;
    history = null;
    held.clear();
  }

  private void take(KeyHistory known, InternalRow row) {
    int dump = row.getInt(InFlight.DUMP_ORDINAL);
    Flow flow = InFlight.flow(row);
    if (dump >= 0) {
      output.count(dump, known.apply(flow));
      return;
    }
    known.hold(flow);
    if (dump == InFlight.HELD) {
      held.add(flow);
    }
  }

  private void writeSingle(InternalRow row) throws IOException {
    int dump = row.getInt(InFlight.DUMP_ORDINAL);
    if (dump == InFlight.HELD) {
      return;
    }
    output.turnTo(row);
    if (dump >= 0) {
      output.count(dump, KeyHistory.Outcome.NEW);
    }
    output.write(row);
  }

  private void writeSeveral(KeyHistory several) throws IOException {
    for (Flow flow : several.rows()) {
      if (!held.contains(flow)) {
        output.write(InFlight.row(flow));
      }
    }
  }

  private static boolean sameKey(InternalRow one, InternalRow other) {
    for (FlowColumn column : KEY) {
      int index = column.index();
      boolean missing = one.isNullAt(index);
      if (missing != other.isNullAt(index)) {
        return false;
      }
      if (!missing && !sameValue(column, one, other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameValue(FlowColumn column, InternalRow one, InternalRow other) {
    int index = column.index();
    return switch (column.type()) {
      case STRING -> one.getUTF8String(index).equals(other.getUTF8String(index));
      case TIMESTAMP, LONG -> one.getLong(index) == other.getLong(index);
      case DATE, INT -> one.getInt(index) == other.getInt(index);
    };
  }
}
