package io.flowlake.lake;

import io.flowlake.model.FlowColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.delta.SnapshotDescriptor;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * What a test of addresses means for their texts, for plans that others wrote: Delta and Parquet
 * can skip with it, as with the same test in a filter ({@link TextConditions}). It holds where
 * texts are canonical, so in flows tables that Flowlake made alone. Written against Spark 4.2.0 and
 * Delta 4.4.0.
 */
public final class AddressCover {
  private static final List<FlowColumn> ADDRESSES =
      List.of(FlowColumn.SOURCE_IP, FlowColumn.DEST_IP);

  private static final String DELTA_INDEX = "org.apache.spark.sql.delta.files.TahoeFileIndex";

  private AddressCover() {}

  /**
   * Whether {@code plan} reads a Delta table that Flowlake made for flows. Columns alone do not
   * tell: a copy may hold texts that are not canonical.
   */
  public static boolean isFlowsTable(LogicalPlan plan) {
    return plan instanceof LogicalRelation table
        && table.relation() instanceof HadoopFsRelation files
        && isOfDelta(files.location().getClass())
        && hasFlowColumns(files.schema())
        && Described.asFlows(files.location());
  }

  /**
   * Whether {@code expression} is an address as a flows table stores it, in any case of letters.
   */
  public static boolean isAddress(Expression expression) {
    return expression instanceof Attribute attribute
        && ADDRESSES.stream()
            .anyMatch(column -> column.columnName().equalsIgnoreCase(attribute.name()));
  }

  /**
   * A condition that every canonical address of {@code test} meets; empty where there is none that
   * helps.
   */
  public static Optional<Expression> of(Expression address, AddressTest test) {
    List<Expression> ways = new ArrayList<>();
    for (TextRange range : test.textRanges()) {
      Expression way = way(address, range);
      if (way == null) {
        return Optional.empty();
      }
      ways.add(way);
    }
    return ways.stream().reduce(Or::new);
  }

  /** By name, for every plan comes here, also where Delta is not on the class path. */
  private static boolean isOfDelta(Class<?> index) {
    for (Class<?> type = index; type != null; type = type.getSuperclass()) {
      if (type.getName().equals(DELTA_INDEX)) {
        return true;
      }
    }
    return false;
  }

  /** Names a class of Delta's, so it is loaded only where Delta is there. */
  private static final class Described {
    private Described() {}

    /** Every lake's table has had this since it was made; what is selected from it has not. */
    static boolean asFlows(FileIndex files) {
      return files instanceof SnapshotDescriptor table
          && FlowsTable.DESCRIPTION.equals(table.metadata().description());
    }
  }

  private static @Nullable Expression way(Expression text, TextRange range) {
    String end = range.end();
    if (range.low().isEmpty() || end == null) {
      return null;
    }
    return new And(
        new GreaterThanOrEqual(text, literal(range.low())), new LessThan(text, literal(end)));
  }

  private static Literal literal(String text) {
    return new Literal(UTF8String.fromString(text), DataTypes.StringType);
  }

  private static boolean hasFlowColumns(StructType schema) {
    StructType ours = FlowsSchema.table();
    return schema.length() == ours.length()
        && Arrays.stream(ours.fields()).allMatch(field -> hasField(schema, field));
  }

  private static boolean hasField(StructType schema, StructField field) {
    return Arrays.stream(schema.fields())
        .anyMatch(
            other ->
                other.name().equals(field.name()) && other.dataType().equals(field.dataType()));
  }
}
