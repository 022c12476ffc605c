package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The columns of flows as Parquet files have them; knows nothing of Spark. */
final class ParquetFields {
  private ParquetFields() {}

  /** The schema of a file that has {@code columns}. */
  static MessageType schema(List<FlowColumn> columns) {
    Types.MessageTypeBuilder file = Types.buildMessage();
    columns.forEach(column -> file.addField(field(column)));
    return file.named("flow");
  }

  private static Type field(FlowColumn column) {
    return switch (column.type()) {
      case STRING ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.columnName());
      case TIMESTAMP ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(column.columnName());
      case LONG -> Types.optional(PrimitiveTypeName.INT64).named(column.columnName());
      case DATE ->
          Types.optional(PrimitiveTypeName.INT32)
              .as(LogicalTypeAnnotation.dateType())
              .named(column.columnName());
      case INT -> Types.optional(PrimitiveTypeName.INT32).named(column.columnName());
    };
  }
}
