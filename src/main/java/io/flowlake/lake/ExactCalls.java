package io.flowlake.lake;

import io.flowlake.filter.Glob;
import io.flowlake.filter.Quantity;
import io.flowlake.model.CidrBlock;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Calls of our own tests from Spark's generated code, without an object for the call. Written
 * against Spark 4.2.0.
 */
final class ExactCalls {
  private ExactCalls() {}

  /** Whether {@code text} is an address of {@code blocks}; null where it is null. */
  static Column isAddressIn(Column text, List<CidrBlock> blocks) {
    AddressTest test = new AddressTest(blocks);
    return call(
        AddressTest.class,
        DataTypes.BooleanType,
        "matches",
        List.of(ExpressionUtils.expression(text), constant(test, AddressTest.class)),
        List.of(DataTypes.StringType, new ObjectType(AddressTest.class)));
  }

  /** Whether {@code text} matches one of {@code patterns}; null where it is null. */
  static Column matches(Column text, List<Glob> patterns) {
    GlobTest test = new GlobTest(patterns);
    return call(
        GlobTest.class,
        DataTypes.BooleanType,
        "matches",
        List.of(ExpressionUtils.expression(text), constant(test, GlobTest.class)),
        List.of(DataTypes.StringType, new ObjectType(GlobTest.class)));
  }

  /** The sum of two longs that are not null, or the limit that it is beyond. */
  static Column saturatedSum(Column left, Column right) {
    return call(
        Quantity.class,
        DataTypes.LongType,
        "saturated",
        List.of(ExpressionUtils.expression(left), ExpressionUtils.expression(right)),
        List.of(DataTypes.LongType, DataTypes.LongType));
  }

  /** The number of the slice that a time (µs, not null) lies in. */
  static Column sliceOf(Column time, long[] begins) {
    return call(
        SliceBegins.class,
        DataTypes.IntegerType,
        "slice",
        List.of(
            ExpressionUtils.expression(time), constant(new SliceBegins(begins), SliceBegins.class)),
        List.of(DataTypes.LongType, new ObjectType(SliceBegins.class)));
  }

  private static Expression constant(Object value, Class<?> type) {
    return Literal.fromObject(value, new ObjectType(type));
  }

  private static Column call(
      Class<?> owner,
      DataType result,
      String method,
      List<Expression> arguments,
      List<AbstractDataType> types) {
    boolean nullForNull = true;
    boolean mayBeNull = true;
    boolean deterministic = true;
    return ExpressionUtils.column(
        new StaticInvoke(
            owner,
            result,
            method,
            seq(arguments),
            seq(types),
            nullForNull,
            mayBeNull,
            deterministic,
            Option.empty()));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
