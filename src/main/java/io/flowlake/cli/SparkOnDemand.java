package io.flowlake.cli;

import io.flowlake.lake.LakeSession;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Opens Spark when it is asked for, and not before: most searches never need it. It is a class of
 * its own, for a lambda would load the session's class, and all of Scala, when it is made.
 */
final class SparkOnDemand implements Supplier<SparkSession> {
  private final String application;
  private final Map<String, String> environment;

  SparkOnDemand(String application, Map<String, String> environment) {
    this.application = application;
    this.environment = environment;
  }

  @Override
  public SparkSession get() {
    return LakeSession.open(application, environment);
  }
}
