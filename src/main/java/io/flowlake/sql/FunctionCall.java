package io.flowlake.sql;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ImplicitCastInputTypes;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.ObjectType;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * A call of one of our functions in a plan. It shows itself as it was written; values come from a
 * static Java method, which generated code calls without boxing. Written against Spark 4.2.0.
 */
final class FunctionCall extends Expression implements ImplicitCastInputTypes {
  private static final long serialVersionUID = 1L;

  /**
   * The method that computes the values.
   *
   * @param owner its class
   * @param name its name; null arguments never reach it, and it may return null
   * @param inputs the types of the function's arguments
   * @param result the function's type
   * @param prepared what constant arguments, all but the first one, were made into; null = the
   *     method takes the arguments as they are
   */
  record Method(
      Class<?> owner,
      String name,
      List<AbstractDataType> inputs,
      DataType result,
      @Nullable Serializable prepared)
      implements Serializable {}

  private final String function;
  private final Method method;
  private final Seq<Expression> arguments;

  /** Whether a plan has, beside this call, what Delta can skip files with. */
  private final boolean covered;

  private transient @Nullable StaticInvoke invocation;

  FunctionCall(String function, Method method, List<Expression> arguments) {
    this(function, method, Arguments.seq(arguments), false);
  }

  private FunctionCall(String function, Method method, Seq<Expression> arguments, boolean covered) {
    this.function = function;
    this.method = method;
    this.arguments = arguments;
    this.covered = covered;
  }

  /** What the constant arguments were made into; null where they are not constant. */
  @Nullable Serializable prepared() {
    return method.prepared();
  }

  Expression firstArgument() {
    return arguments.head();
  }

  boolean isCovered() {
    return covered;
  }

  FunctionCall asCovered() {
    return new FunctionCall(function, method, arguments, true);
  }

  private StaticInvoke invocation() {
    StaticInvoke known = invocation;
    if (known == null) {
      known = newInvocation();
      invocation = known;
    }
    return known;
  }

  private StaticInvoke newInvocation() {
    Serializable prepared = method.prepared();
    if (prepared == null) {
      return newInvocation(method, arguments, method.inputs());
    }
    ObjectType type = new ObjectType(prepared.getClass());
    return newInvocation(
        method,
        Arguments.seq(List.of(firstArgument(), Literal.fromObject(prepared, type))),
        List.of(method.inputs().get(0), type));
  }

  private static StaticInvoke newInvocation(
      Method method, Seq<Expression> values, List<AbstractDataType> types) {
    boolean nullForNull = true;
    boolean mayBeNull = true;
    boolean deterministic = true;
    return new StaticInvoke(
        method.owner(),
        method.result(),
        method.name(),
        values,
        Arguments.seq(types),
        nullForNull,
        mayBeNull,
        deterministic,
        Option.empty());
  }

  @Override
  public Object eval(InternalRow row) {
    return invocation().eval(row);
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    return invocation().doGenCode(context, code);
  }

  @Override
  public DataType dataType() {
    return method.result();
  }

  @Override
  public boolean nullable() {
    return true;
  }

  @Override
  public boolean nullIntolerant() {
    return true;
  }

  @Override
  public boolean foldable() {
    return Arguments.list(arguments).stream().allMatch(Expression::foldable);
  }

  @Override
  public Seq<AbstractDataType> inputTypes() {
    return Arguments.seq(method.inputs());
  }

  @Override
  public TypeCheckResult checkInputDataTypes() {
    return ImplicitCastInputTypes.super.checkInputDataTypes();
  }

  @Override
  public Seq<Expression> children() {
    return arguments;
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new FunctionCall(function, method, children, covered);
  }

  @Override
  public String prettyName() {
    return function;
  }

  @Override
  public String toString() {
    return function + arguments.mkString("(", ", ", ")");
  }

  @Override
  public int productArity() {
    return 2;
  }

  @Override
  public Object productElement(int index) {
    return index == 0 ? function : arguments;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof FunctionCall;
  }

  /** Whether it is covered is no part of what it means. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FunctionCall call
        && function.equals(call.function)
        && arguments.equals(call.arguments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(function, arguments);
  }
}
