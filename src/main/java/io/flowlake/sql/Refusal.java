package io.flowlake.sql;

import io.flowlake.model.FlowlakeException;
import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import scala.Option;
import scala.collection.immutable.Map;

/**
 * Mistakes in statements, as Spark tells them: an {@link AnalysisException}, whose message is the
 * whole text. Spark's builders of expressions declare no checked exception, and throw them.
 */
final class Refusal {
  /** Of Spark's error conditions the one for messages of others; PySpark fails without any. */
  private static final String CONDITION = "USER_RAISED_EXCEPTION";

  private Refusal() {}

  /** The statement cannot be used, because of {@code message}: whole sentences. */
  static RuntimeException because(String message) {
    return because(message, Option.empty());
  }

  /** The failure in Spark's words. */
  static RuntimeException because(FlowlakeException failure) {
    return because(String.valueOf(failure.getMessage()), Option.apply(failure));
  }

  private static RuntimeException because(String message, Option<Throwable> cause) {
    Refusal.<RuntimeException>throwUndeclared(
        new AnalysisException(
            message,
            Option.empty(),
            Option.empty(),
            cause,
            Option.apply(CONDITION),
            new Map.Map1<>("errorMessage", message),
            new QueryContext[0]));
    throw new IllegalStateException("not reached");
  }

  @SuppressWarnings("unchecked") // a checked exception that nobody declares
  private static <E extends Throwable> void throwUndeclared(Throwable failure) throws E {
    throw (E) failure;
  }
}
