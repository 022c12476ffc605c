package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import io.flowlake.model.TextOrder;
import io.flowlake.model.Times;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a file lie between, by the statistics of the log and its partition. Bounds
 * hold every value but need not be values themselves: times are cut to milliseconds, texts to some
 * characters. Kept small, for a plan may hold one for each of many files.
 */
public final class FileBounds implements Bounds {
  /** The number of rows or nulls where it is not known. */
  public static final long UNKNOWN = Bounds.UNKNOWN;

  /** Other writers keep this many characters of a text (Delta's own: 32). */
  private static final int MAYBE_CUT = 32;

  /** Other writers cut the greatest time to whole milliseconds. */
  private static final int CUT_MICROS = 999;

  private final Partition partition;
  private final Columns columns;
  private final long[] nulls;
  private final long[] numbers;
  private final @Nullable String[] texts;
  private long rows = UNKNOWN;
  private boolean nodeless;

  /** Bounds that know the partition only. */
  FileBounds(Partition partition, Columns columns) {
    this.partition = partition;
    this.columns = columns;
    this.nulls = new long[columns.count];
    this.numbers = new long[2 * columns.count];
    this.texts = new @Nullable String[2 * columns.count];
    Arrays.fill(nulls, UNKNOWN);
    for (int slot = 0; slot < columns.count; slot++) {
      numbers[2 * slot] = Long.MIN_VALUE;
      numbers[2 * slot + 1] = Long.MAX_VALUE;
    }
  }

  /** Which columns have bounds, and where; one for all files of a plan. */
  static final class Columns {
    private final int[] slots = new int[FlowColumn.all().size()];
    private final int count;

    Columns(Set<FlowColumn> wanted) {
      int next = 0;
      for (FlowColumn column : FlowColumn.all()) {
        boolean stored = column != FlowColumn.NODE && column != FlowColumn.DAY;
        slots[column.index()] = stored && wanted.contains(column) ? next++ : -1;
      }
      this.count = next;
    }

    boolean has(FlowColumn column) {
      return slots[column.index()] >= 0;
    }
  }

  void setRows(long count) {
    rows = count;
  }

  void setNulls(FlowColumn column, long count) {
    nulls[columns.slots[column.index()]] = count;
  }

  void setNumber(FlowColumn column, long value, boolean lower) {
    numbers[slot(column, lower)] = value;
  }

  void setTime(FlowColumn column, long micros, boolean lower) {
    setNumber(column, lower ? micros : Math.addExact(micros, CUT_MICROS), lower);
  }

  void setText(FlowColumn column, String text, boolean lower) {
    boolean maybeCut = !lower && text.codePointCount(0, text.length()) >= MAYBE_CUT;
    texts[slot(column, lower)] = maybeCut ? text + TextOrder.LAST_CHARACTER : text;
  }

  /** Says that the log names no node of the file: no row of it has one. */
  void withoutNode() {
    nodeless = true;
  }

  /** Takes out deleted rows, of which nobody says where they had nulls. */
  void withoutRows(long deleted) {
    rows = rows == UNKNOWN ? UNKNOWN : rows - deleted;
    Arrays.fill(nulls, UNKNOWN);
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public long min(FlowColumn column) {
    if (column == FlowColumn.DAY) {
      return partition.day();
    }
    long min = columns.has(column) ? numbers[slot(column, true)] : Long.MIN_VALUE;
    return column == FlowColumn.START_TIME
        ? Math.max(min, partition.day() * Times.DAY_MICROS)
        : min;
  }

  @Override
  public long max(FlowColumn column) {
    if (column == FlowColumn.DAY) {
      return partition.day();
    }
    long max = columns.has(column) ? numbers[slot(column, false)] : Long.MAX_VALUE;
    return column == FlowColumn.START_TIME
        ? Math.min(max, (partition.day() + 1) * Times.DAY_MICROS - 1)
        : max;
  }

  @Override
  public String minText(FlowColumn column) {
    if (column == FlowColumn.NODE) {
      return partition.node();
    }
    String min = columns.has(column) ? texts[slot(column, true)] : null;
    return min == null ? "" : min;
  }

  @Override
  public @Nullable String maxText(FlowColumn column) {
    if (column == FlowColumn.NODE) {
      return partition.node();
    }
    return columns.has(column) ? texts[slot(column, false)] : null;
  }

  @Override
  public long nulls(FlowColumn column) {
    if (column == FlowColumn.NODE || column == FlowColumn.DAY) {
      return nodeless && column == FlowColumn.NODE ? UNKNOWN : 0;
    }
    return columns.has(column) ? nulls[columns.slots[column.index()]] : UNKNOWN;
  }

  @Override
  public boolean alwaysNull(FlowColumn column) {
    return column == FlowColumn.NODE ? nodeless : Bounds.super.alwaysNull(column);
  }

  private int slot(FlowColumn column, boolean lower) {
    return 2 * columns.slots[column.index()] + (lower ? 0 : 1);
  }
}
