package io.flowlake.cli;

import io.flowlake.search.Engine;
import io.flowlake.search.SearchRequest;
import io.flowlake.search.Total;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the matching flows are returned, and how they are found. */
final class ResultOptions {
  static final String AFTER = "--after";
  static final String COUNT = "--count";
  static final String FAIL_ON_TRUNCATE = "--fail-on-truncate";

  @ThisRunOnly
  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "What comes first: newest, oldest, closest (to the time range, which then excludes nothing), COLUMN, COLUMN:asc or COLUMN:desc (newest).")
  private @Nullable String order;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Limit.class,
      description = "How many to return, 1 to 10,000 (100; with --top 10).")
  private @Nullable Integer limit;

  @ThisRunOnly
  @Option(
      names = AFTER,
      paramLabel = "CURSOR",
      description = "Continue exactly after the last flow of an earlier search.")
  private @Nullable String after;

  @ThisRunOnly
  @Option(
      names = COUNT,
      description = "Also tell exactly how many flows match; it may read all of them.")
  private boolean count;

  @ThisRunOnly
  @Option(
      names = FAIL_ON_TRUNCATE,
      description = "Exit with 6 when more flows match than are returned.")
  private boolean failOnTruncate;

  @ThisRunOnly
  @Option(
      names = "--explain",
      description = "Tell on the standard error how the search is answered, and what was read.")
  private boolean explain;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "auto",
      description = "Who reads: local (this process), spark, or auto, by what is to be read.")
  private Engine engine = Engine.AUTO;

  @Option(
      names = "--local-bytes",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      defaultValue = "512MiB",
      description =
          "How much auto reads in this process before it turns to Spark (${DEFAULT-VALUE}).")
  private long localBytes = SearchRequest.DEFAULT_LOCAL_BYTES;

  void addTo(Map<String, String> words) {
    TimeOptions.put(words, SearchWords.ORDER, order);
    TimeOptions.put(words, SearchWords.LIMIT, limit == null ? null : limit.toString());
  }

  /** Refuses what is about flows, where sums are asked for. */
  void requireNoFlowsOnly() {
    Question.refuseWithSums(count, COUNT, "--top or --series");
    Question.refuseWithSums(failOnTruncate, FAIL_ON_TRUNCATE, "--top or --series");
  }

  @Nullable String after() {
    return after;
  }

  Total total() {
    return count ? Total.WANTED : Total.NOT_WANTED;
  }

  boolean failsOnTruncate() {
    return failOnTruncate;
  }

  boolean explains() {
    return explain;
  }

  Engine engine() {
    return engine;
  }

  long localBytes() {
    return localBytes;
  }

  /** Reads the number of rows to return. */
  static final class Limit extends Ranges.Whole {
    Limit() {
      super(1, SearchRequest.MAX_LIMIT);
    }
  }
}
