package io.flowlake.lake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Spark settings that Flowlake needs; pure, so that what a user set can be laid over it. */
final class SparkSettings {
  static final String EXTENSIONS = "spark.sql.extensions";
  static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";
  static final String CATALOG = "spark.sql.catalog.spark_catalog";
  static final String HADOOP_PREFIX = "spark.hadoop.";

  /**
   * Spark's own pattern, and the keys that encrypt objects. What matches is starred in UI and event
   * log.
   */
  private static final String SECRETS =
      "(?i)secret|password|passphrase|token|access[.]?key|encryption[.]?key|account[.]?key";

  /**
   * Partitions that VACUUM and other listings are cut into; the default, 10,000, is for thousands
   * of cores.
   */
  private static final int LISTING_TASKS = 200;

  private static final int LOCAL_TASKS = 4;

  private SparkSettings() {}

  /**
   * The defaults for a session.
   *
   * @param environment environment variables, see {@link StorageSettings#of}
   * @param master Spark's master URL; on {@code local…} small tables are not cut into many tasks
   */
  static Map<String, String> of(Map<String, String> environment, String master) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(EXTENSIONS, DELTA_EXTENSION);
    settings.put(CATALOG, "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    settings.putAll(LogStores.sparkSettings());
    settings.put("spark.sql.session.timeZone", "UTC");
    settings.put("spark.sql.parquet.compression.codec", "zstd");
    // INT96, the default, has no statistics.
    settings.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    // Parsed dumps are kept once and read twice: packing their columns costs more than it saves.
    settings.put("spark.sql.inMemoryColumnarStorage.compressed", "false");
    settings.put("spark.redaction.regex", SECRETS);
    boolean local = master.startsWith("local");
    settings.put(
        "spark.sql.sources.parallelPartitionDiscovery.parallelism",
        Integer.toString(local ? LOCAL_TASKS : LISTING_TASKS));
    if (local) {
      settings.put("spark.databricks.delta.snapshotPartitions", Integer.toString(LOCAL_TASKS));
    }
    StorageSettings.of(environment)
        .forEach((key, value) -> settings.put(HADOOP_PREFIX + key, value));
    return Collections.unmodifiableMap(settings);
  }
}
