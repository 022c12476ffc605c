package io.flowlake.lake;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Walks some columns of a row group together; a column that the file does not have is null. */
final class RowCursor {
  private final Partition partition;
  private final @Nullable ColumnCursor[] byColumn;
  private final ColumnCursor[] cursors;

  /** A cursor over the columns whose places in {@code byColumn} are taken. */
  RowCursor(Partition partition, @Nullable ColumnCursor[] byColumn) {
    this.partition = partition;
    this.byColumn = byColumn;
    this.cursors = Arrays.stream(byColumn).filter(Objects::nonNull).toArray(ColumnCursor[]::new);
  }

  /** A row of which {@code cursor} alone is known. */
  static RowCursor over(FlowColumn column, ColumnCursor cursor, Partition partition) {
    @Nullable ColumnCursor[] byColumn = new @Nullable ColumnCursor[FlowColumn.all().size()];
    byColumn[column.index()] = cursor;
    return new RowCursor(partition, byColumn);
  }

  void next() {
    for (ColumnCursor cursor : cursors) {
      cursor.next();
    }
  }

  void skip() {
    for (ColumnCursor cursor : cursors) {
      cursor.skip();
    }
  }

  /** The cursor of {@code column}; null where neither cursor nor file have it. */
  @Nullable ColumnCursor column(FlowColumn column) {
    return byColumn[column.index()];
  }

  Partition partition() {
    return partition;
  }

  /** The row as a flow; columns that are not walked are null, "" or 0. */
  Flow flow() {
    return new Flow(
        partition.node(),
        has(FlowColumn.START_TIME) ? number(FlowColumn.START_TIME) : 0,
        longAt(FlowColumn.END_TIME),
        required(FlowColumn.PROTOCOL),
        text(FlowColumn.SOURCE_NODE),
        required(FlowColumn.SOURCE_IP),
        intAt(FlowColumn.SOURCE_PORT),
        text(FlowColumn.DEST_NODE),
        required(FlowColumn.DEST_IP),
        intAt(FlowColumn.DEST_PORT),
        longAt(FlowColumn.RECV_BYTES),
        longAt(FlowColumn.SENT_BYTES),
        intAt(FlowColumn.TCP_FLAGS),
        longAt(FlowColumn.FLOW_FLAGS),
        text(FlowColumn.ACTIVITY_ID),
        text(FlowColumn.META));
  }

  private boolean has(FlowColumn column) {
    ColumnCursor cursor = byColumn[column.index()];
    return cursor != null && cursor.isPresent();
  }

  private long number(FlowColumn column) {
    ColumnCursor cursor = byColumn[column.index()];
    return cursor == null ? 0 : cursor.number();
  }

  private String required(FlowColumn column) {
    ColumnCursor cursor = byColumn[column.index()];
    return cursor == null || !cursor.isPresent() ? "" : cursor.text();
  }

  private @Nullable String text(FlowColumn column) {
    return has(column) ? required(column) : null;
  }

  private @Nullable Long longAt(FlowColumn column) {
    return has(column) ? (Long) number(column) : null;
  }

  private @Nullable Integer intAt(FlowColumn column) {
    return has(column) ? (Integer) (int) number(column) : null;
  }
}
