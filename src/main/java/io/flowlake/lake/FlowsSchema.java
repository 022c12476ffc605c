package io.flowlake.lake;

import io.flowlake.model.ColumnType;
import io.flowlake.model.FlowColumn;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The schema of the flows table, as Delta and as Parquet files say it; both from the column list.
 */
public final class FlowsSchema {
  /** The columns that a file stores: all but the partition columns. */
  static final List<FlowColumn> STORED =
      FlowColumn.all().stream()
          .filter(column -> column != FlowColumn.NODE && column != FlowColumn.DAY)
          .toList();

  private FlowsSchema() {}

  /** The table's schema in Spark's types, each column with its comment. */
  public static StructType table() {
    return DataTypes.createStructType(
        FlowColumn.all().stream().map(FlowsSchema::tableField).toList());
  }

  /** The schema of a data file. */
  static MessageType file() {
    Types.MessageTypeBuilder file = Types.buildMessage();
    STORED.forEach(column -> file.addField(fileField(column)));
    return file.named("flow");
  }

  private static StructField tableField(FlowColumn column) {
    // Every column is nullable to Delta, for a NOT NULL would raise what other readers must
    // support.
    return DataTypes.createStructField(column.columnName(), tableType(column.type()), true)
        .withComment(column.meaning());
  }

  static DataType tableType(ColumnType type) {
    return switch (type) {
      case STRING -> DataTypes.StringType;
      case DATE -> DataTypes.DateType;
      case TIMESTAMP -> DataTypes.TimestampType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
    };
  }

  private static Type fileField(FlowColumn column) {
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
