package io.flowlake.lake;

import io.flowlake.model.ColumnType;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * A flow on its way through Spark: the columns of {@link FlowColumn} in their order, times as µs
 * and days as numbers (so that no conversion and no session time zone comes between), then where
 * the row came from.
 */
public final class InFlight {
  /** The index of the dump in its batch, or one of the two marks below. */
  public static final String DUMP = "dump";

  /** Where the record stood in its dump: bytes before it. */
  public static final String POSITION = "position";

  /** {@link #DUMP} of a row that the table holds in a file that stays as it is. */
  public static final int HELD = -2;

  /** {@link #DUMP} of a row that the table holds in a file that is being replaced. */
  public static final int REWRITTEN = -1;

  /** Ordinal of {@link #DUMP}. */
  public static final int DUMP_ORDINAL = FlowColumn.all().size();

  private InFlight() {}

  /** The schema of rows in flight. */
  public static StructType schema() {
    List<StructField> fields = new ArrayList<>();
    for (FlowColumn column : FlowColumn.all()) {
      fields.add(
          DataTypes.createStructField(
              column.columnName(), typeInFlight(column.type()), column.nullable()));
    }
    fields.add(DataTypes.createStructField(DUMP, DataTypes.IntegerType, false));
    fields.add(DataTypes.createStructField(POSITION, DataTypes.LongType, false));
    return DataTypes.createStructType(fields);
  }

  /** The values of {@code flow} in the order of {@link #schema}. */
  public static @Nullable Object[] values(Flow flow, int dump, long position) {
    return new @Nullable Object[] {
      flow.node(),
      flow.day(),
      flow.startTime(),
      flow.endTime(),
      flow.protocol(),
      flow.sourceNode(),
      flow.sourceIp(),
      flow.sourcePort(),
      flow.destNode(),
      flow.destIp(),
      flow.destPort(),
      flow.recvBytes(),
      flow.sentBytes(),
      flow.tcpFlags(),
      flow.flowFlags(),
      flow.activityId(),
      flow.meta(),
      dump,
      position
    };
  }

  /** The columns that turn rows of the flows table into rows in flight. */
  static Column[] fromTable(int dump) {
    List<Column> columns = new ArrayList<>(List.of(flowColumns()));
    columns.add(functions.lit(dump).as(DUMP));
    columns.add(functions.lit(0L).as(POSITION));
    return columns.toArray(Column[]::new);
  }

  /** The same without where the row came from. */
  static Column[] flowColumns() {
    List<Column> columns = new ArrayList<>();
    for (FlowColumn column : FlowColumn.all()) {
      Column stored = functions.col(column.columnName());
      columns.add(
          switch (column.type()) {
            case DATE -> functions.unix_date(stored).as(column.columnName());
            case TIMESTAMP -> functions.unix_micros(stored).as(column.columnName());
            case STRING, INT, LONG -> stored;
          });
    }
    return columns.toArray(Column[]::new);
  }

  /** The flow that {@code row}, of {@link #schema}, holds. */
  public static Flow flow(InternalRow row) {
    return new Flow(
        required(row, FlowColumn.NODE),
        row.getLong(FlowColumn.START_TIME.index()),
        longAt(row, FlowColumn.END_TIME),
        required(row, FlowColumn.PROTOCOL),
        text(row, FlowColumn.SOURCE_NODE),
        required(row, FlowColumn.SOURCE_IP),
        intAt(row, FlowColumn.SOURCE_PORT),
        text(row, FlowColumn.DEST_NODE),
        required(row, FlowColumn.DEST_IP),
        intAt(row, FlowColumn.DEST_PORT),
        longAt(row, FlowColumn.RECV_BYTES),
        longAt(row, FlowColumn.SENT_BYTES),
        intAt(row, FlowColumn.TCP_FLAGS),
        longAt(row, FlowColumn.FLOW_FLAGS),
        text(row, FlowColumn.ACTIVITY_ID),
        text(row, FlowColumn.META));
  }

  /**
   * The flow that {@code row}, a collected row of {@link #schema} (or of its flow's columns),
   * holds.
   */
  public static Flow flow(Row row) {
    return new Flow(
        row.getAs(FlowColumn.NODE.index()),
        row.getLong(FlowColumn.START_TIME.index()),
        row.getAs(FlowColumn.END_TIME.index()),
        row.getAs(FlowColumn.PROTOCOL.index()),
        row.getAs(FlowColumn.SOURCE_NODE.index()),
        row.getAs(FlowColumn.SOURCE_IP.index()),
        row.getAs(FlowColumn.SOURCE_PORT.index()),
        row.getAs(FlowColumn.DEST_NODE.index()),
        row.getAs(FlowColumn.DEST_IP.index()),
        row.getAs(FlowColumn.DEST_PORT.index()),
        row.getAs(FlowColumn.RECV_BYTES.index()),
        row.getAs(FlowColumn.SENT_BYTES.index()),
        row.getAs(FlowColumn.TCP_FLAGS.index()),
        row.getAs(FlowColumn.FLOW_FLAGS.index()),
        row.getAs(FlowColumn.ACTIVITY_ID.index()),
        row.getAs(FlowColumn.META.index()));
  }

  /** The row in flight that holds {@code flow}, without provenance. */
  public static InternalRow row(Flow flow) {
    return row(values(flow, HELD, 0));
  }

  /** The row of the flows table that holds {@code flow}: times and days are kept as in flight. */
  public static InternalRow tableRow(Flow flow) {
    return row(Arrays.copyOf(values(flow, HELD, 0), FlowColumn.all().size()));
  }

  private static InternalRow row(@Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof String text) {
        values[i] = UTF8String.fromString(text);
      }
    }
    return new GenericInternalRow(values);
  }

  private static DataType typeInFlight(ColumnType type) {
    return switch (type) {
      case STRING -> DataTypes.StringType;
      case DATE, INT -> DataTypes.IntegerType;
      case TIMESTAMP, LONG -> DataTypes.LongType;
    };
  }

  private static String required(InternalRow row, FlowColumn column) {
    return row.getUTF8String(column.index()).toString();
  }

  private static @Nullable String text(InternalRow row, FlowColumn column) {
    return row.isNullAt(column.index()) ? null : row.getUTF8String(column.index()).toString();
  }

  private static @Nullable Integer intAt(InternalRow row, FlowColumn column) {
    return row.isNullAt(column.index()) ? null : (Integer) row.getInt(column.index());
  }

  private static @Nullable Long longAt(InternalRow row, FlowColumn column) {
    return row.isNullAt(column.index()) ? null : (Long) row.getLong(column.index());
  }
}
