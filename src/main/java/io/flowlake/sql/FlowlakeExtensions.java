package io.flowlake.sql;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import scala.Tuple3;
import scala.runtime.BoxedUnit;

/**
 * What Flowlake adds to every session of Spark's that has its jar on the class path: Spark finds it
 * by {@code META-INF/services}, no setting names it. Written against Spark 4.2.0.
 */
public final class FlowlakeExtensions implements SparkSessionExtensionsProvider {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    for (FlowFunction function : FlowFunction.values()) {
      extensions.injectFunction(
          new Tuple3<>(
              function.help().identifier(),
              function.help().info(),
              arguments -> function.call(Arguments.list(arguments))));
    }
    extensions.injectTableFunction(
        new Tuple3<>(
            FlowSearch.HELP.identifier(),
            FlowSearch.HELP.info(),
            arguments -> FlowSearch.relation(Arguments.list(arguments))));
    extensions.injectOptimizerRule(session -> new AddressPruning());
    return BoxedUnit.UNIT;
  }
}
