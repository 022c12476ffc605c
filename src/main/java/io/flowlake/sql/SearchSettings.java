package io.flowlake.sql;

import io.flowlake.filter.FilterValues;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.Sentence;
import io.flowlake.search.Engine;
import io.flowlake.search.SearchRequest;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** Settings of a session ({@code SET key = value}) about who reads for {@code flow_search}. */
final class SearchSettings {
  /** Who reads: {@code auto}, {@code local} or {@code spark}, as {@code --engine}. */
  static final String ENGINE = "spark.flowlake.search.engine";

  /** How much the driver reads itself before Spark does, as {@code --local-bytes}. */
  static final String LOCAL_BYTES = "spark.flowlake.search.localBytes";

  private SearchSettings() {}

  static Engine engine(SparkSession session) {
    String name = session.conf().get(ENGINE, "auto");
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "auto" -> Engine.AUTO;
      case "local" -> Engine.LOCAL;
      case "spark" -> Engine.SPARK;
      default -> throw refused(ENGINE, name, "it is none of auto, local, spark.");
    };
  }

  static long localBytes(SparkSession session) {
    String size = session.conf().get(LOCAL_BYTES, "");
    try {
      return size.isBlank() ? SearchRequest.DEFAULT_LOCAL_BYTES : FilterValues.size(size);
    } catch (IllegalArgumentException e) {
      throw refused(LOCAL_BYTES, size, Sentence.of(String.valueOf(e.getMessage())));
    }
  }

  private static FlowlakeException refused(String key, String value, String why) {
    return new FlowlakeException(
        ExitCode.USAGE, "Cannot use the setting %s=%s: %s".formatted(key, value, why));
  }
}
