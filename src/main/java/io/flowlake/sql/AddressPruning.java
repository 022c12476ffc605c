package io.flowlake.sql;

import io.flowlake.lake.AddressCover;
import io.flowlake.lake.AddressTest;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Lets {@code WHERE ip_in_cidr(source_ip, '10.0.0.0/8')} skip files of a flows table as the filter
 * language does: the condition on the text that follows of it is put before it. Only where a
 * condition must hold for a row to stay, so not below {@code NOT}.
 */
final class AddressPruning extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan.transformDown(new OnFilters());
  }

  /** The filters that stand right upon a flows table, where Spark pushes them. */
  private static final class OnFilters extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof Filter filter && AddressCover.isFlowsTable(filter.child());
    }

    @Override
    public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      if (!isDefinedAt(plan)) {
        return otherwise.apply(plan);
      }
      Filter filter = (Filter) (LogicalPlan) plan;
      Expression condition = covered(filter.condition());
      @SuppressWarnings("unchecked") // B is LogicalPlan or above it
      B same =
          (B)
              (condition.equals(filter.condition())
                  ? filter
                  : new Filter(condition, filter.child()));
      return same;
    }
  }

  private static Expression covered(Expression condition) {
    if (condition instanceof And and) {
      return new And(covered(and.left()), covered(and.right()));
    }
    if (condition instanceof Or or) {
      return new Or(covered(or.left()), covered(or.right()));
    }
    if (condition instanceof FunctionCall call
        && !call.isCovered()
        && call.prepared() instanceof AddressTest test
        && AddressCover.isAddress(call.firstArgument())) {
      return AddressCover.of(call.firstArgument(), test)
          .<Expression>map(cover -> new And(cover, call.asCovered()))
          .orElse(call);
    }
    return condition;
  }
}
