package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import java.util.Objects;
import java.util.Set;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The cursors over the columns of fetched pages; tells Parquet that they take the values. */
final class ColumnCursors extends GroupConverter {
  /** No columns. */
  static final ColumnCursors NONE = new ColumnCursors(new MessageType("none"));

  private final @Nullable ColumnCursor[] byColumn =
      new @Nullable ColumnCursor[FlowColumn.all().size()];
  private final @Nullable ColumnCursor[] byField;

  private ColumnCursors(MessageType schema) {
    this.byField = new @Nullable ColumnCursor[schema.getFieldCount()];
    for (int field = 0; field < byField.length; field++) {
      FlowColumn column = FileColumns.named(schema.getFieldName(field));
      if (column != null) {
        String[] path = {column.columnName()};
        byField[field] = new ColumnCursor(schema.getColumnDescription(path), column.type());
        byColumn[column.index()] = byField[field];
      }
    }
  }

  /** Cursors that stand before the first row of {@code pages}, whose columns are {@code schema}. */
  static ColumnCursors over(PageReadStore pages, MessageType schema, String createdBy) {
    ColumnCursors cursors = new ColumnCursors(schema);
    ColumnReadStore store = new ColumnReadStoreImpl(pages, cursors, schema, createdBy);
    for (ColumnCursor cursor : cursors.byField) {
      if (cursor != null) {
        cursor.open(store);
      }
    }
    return cursors;
  }

  /** The cursors of {@code columns} in the places of their columns. */
  @Nullable ColumnCursor[] of(Set<FlowColumn> columns) {
    @Nullable ColumnCursor[] chosen = new @Nullable ColumnCursor[byColumn.length];
    for (FlowColumn column : columns) {
      chosen[column.index()] = byColumn[column.index()];
    }
    return chosen;
  }

  @Override
  public Converter getConverter(int field) {
    return Objects.requireNonNull(byField[field], "a column that was not asked for");
  }

  @Override
  public void start() {}

  @Override
  public void end() {}
}
