package io.flowlake.lake;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.classic.ColumnNodeExpression;
import org.apache.spark.sql.classic.ExpressionColumnNode;
import org.apache.spark.sql.internal.ColumnNode;
import org.apache.spark.sql.internal.UnresolvedAttribute;
import org.apache.spark.sql.internal.UnresolvedFunction;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Writes conditions of Spark's as people read them, much like SQL, with our own tests as calls: for
 * Spark's own text names every function before its arguments. Written against Spark 4.2.0.
 */
final class ConditionText {
  private static final Map<String, String> BETWEEN =
      Map.of(
          "and", "and", "or", "or", "=", "=", "==", "=", ">=", ">=", "<=", "<=", "<", "<", "-", "-",
          "&", "&");

  private ConditionText() {}

  static String of(Column condition) {
    return of(condition.node());
  }

  private static String of(ColumnNode node) {
    if (node instanceof UnresolvedAttribute attribute) {
      return String.join(".", CollectionConverters.asJava(attribute.nameParts()));
    }
    if (node instanceof UnresolvedFunction function) {
      return of(function);
    }
    if (node instanceof ExpressionColumnNode own && own.expression() instanceof StaticInvoke call) {
      return ofCall(call);
    }
    return node.sql();
  }

  /** A test of ours with what it tests for; the column is named by the expression below it. */
  private static String ofCall(StaticInvoke call) {
    String arguments =
        CollectionConverters.asJava(call.arguments()).stream()
            .map(each -> each instanceof Literal known ? String.valueOf(known.value()) : name(each))
            .collect(Collectors.joining(", "));
    return call.staticObject().getSimpleName() + "(" + arguments + ")";
  }

  private static String name(Expression expression) {
    return expression instanceof ColumnNodeExpression wrapped
        ? of(wrapped.node())
        : expression.sql();
  }

  private static String of(UnresolvedFunction function) {
    String name = function.functionName();
    List<String> arguments =
        CollectionConverters.asJava(function.arguments()).stream().map(ConditionText::of).toList();
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    String between = BETWEEN.get(name);
    if (between != null && arguments.size() == 2) {
      return "(%s %s %s)".formatted(first, between, arguments.get(1));
    }
    return switch (name) {
      case "isNull" -> first + " is null";
      case "isNotNull" -> first + " is not null";
      case "in" -> first + " in (" + joined(arguments.subList(1, arguments.size())) + ")";
      case "not", "!" -> "not " + first;
      default -> name + "(" + joined(arguments) + ")";
    };
  }

  private static String joined(List<String> texts) {
    return texts.stream().collect(Collectors.joining(", "));
  }
}
