package io.flowlake.sql;

import io.flowlake.model.Times;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.optimizer.ComputeCurrentTime$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.util.EvaluateUnresolvedInlineTable$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Arguments of functions, and the values of those that are constant. */
final class Arguments {
  private Arguments() {}

  static List<Expression> list(Seq<Expression> arguments) {
    return CollectionConverters.asJava(arguments);
  }

  static <T> Seq<T> seq(List<T> arguments) {
    return CollectionConverters.asScala(arguments).toSeq();
  }

  /** Whether the value is known before any row is read. */
  static boolean isConstant(Expression argument) {
    return argument.foldable() || evaluable(argument).foldable();
  }

  /**
   * The value of a constant as text, the way options are written: times in ISO 8601 and UTC; null
   * for NULL.
   *
   * @throws RuntimeException as Spark fails to evaluate it, such as for {@code 1/0}
   */
  static @Nullable String text(Expression constant) {
    Object value = evaluable(constant).eval(InternalRow.empty());
    DataType type = constant.dataType();
    if (value instanceof Long micros
        && (type instanceof TimestampType || type instanceof TimestampNTZType)) {
      return Times.format(micros);
    }
    if (value instanceof Integer days && type instanceof DateType) {
      return LocalDate.ofEpochDay(days).toString();
    }
    return value == null ? null : value.toString();
  }

  /** Functions of the current time, and those that stand for others, made such that they can be. */
  private static Expression evaluable(Expression constant) {
    NamedExpression column =
        new Alias(
            constant,
            "value",
            NamedExpression$.MODULE$.newExprId(),
            seq(List.<String>of()),
            Option.empty(),
            seq(List.<String>of()));
    LogicalPlan row = new Project(seq(List.of(column)), new OneRowRelation());
    LogicalPlan computed = ComputeCurrentTime$.MODULE$.apply(row);
    Expression alias = computed.expressions().head();
    return EvaluateUnresolvedInlineTable$.MODULE$.prepareForEval(alias.children().head());
  }
}
