package io.flowlake.lake;

import io.flowlake.model.ColumnType;
import io.flowlake.model.FlowColumn;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The columns of flows in a data file, whoever wrote it. */
final class FileColumns {
  private static final Map<String, FlowColumn> BY_NAME = byName();

  private FileColumns() {}

  /** The stored column of that name; null for any other. */
  static @Nullable FlowColumn named(String name) {
    return BY_NAME.get(name);
  }

  /** The part of {@code file} that holds {@code columns}. */
  static MessageType only(MessageType file, Set<FlowColumn> columns) {
    return new MessageType(
        file.getName(), file.getFields().stream().filter(field -> isOf(field, columns)).toList());
  }

  /** Whether values are kept as {@code column} means them, so that bounds can be compared. */
  static boolean isPlainNumber(PrimitiveType type, FlowColumn column) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> column.type() != ColumnType.TIMESTAMP;
      case INT64 ->
          column.type() != ColumnType.TIMESTAMP
              || (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
                  && time.getUnit() == TimeUnit.MICROS);
      case BOOLEAN, FLOAT, DOUBLE, BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> false;
    };
  }

  private static boolean isOf(Type field, Set<FlowColumn> columns) {
    FlowColumn column = named(field.getName());
    return column != null && columns.contains(column);
  }

  private static Map<String, FlowColumn> byName() {
    Map<String, FlowColumn> names = new HashMap<>();
    FlowsSchema.STORED.forEach(column -> names.put(column.columnName(), column));
    return names;
  }
}
