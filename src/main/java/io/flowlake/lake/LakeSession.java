package io.flowlake.lake;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Opens Spark, or Hadoop alone, with what the lake needs; whatever the user or the site set, wins.
 */
public final class LakeSession {
  private LakeSession() {}

  /**
   * A session that can write the lake safely. Keys that spark-submit, the user's {@code --conf} or
   * the site's Hadoop files set keep their values; the master is never set here.
   *
   * @param environment environment variables, of which those called {@code FLOWLAKE_S3_…} are read
   * @throws FlowlakeException (usage) if a variable cannot be used, or if a session that was open
   *     before (a notebook's) lacks a setting without which commits are not safe
   */
  public static SparkSession open(String appName, Map<String, String> environment) {
    SparkConf given = new SparkConf();
    SparkSession.Builder builder = SparkSession.builder();
    if (!given.contains("spark.app.name")) {
      builder.appName(appName);
    }
    missing(given, new Configuration(), environment).forEach(builder::config);
    SparkSession session = builder.getOrCreate();
    requireSafeCommits(session.sparkContext().getConf());
    return session;
  }

  /**
   * Hadoop's settings as {@code session} has them, and ours where it and the site say nothing: for
   * a session that somebody else opened.
   *
   * @param environment as in {@link #open}
   */
  public static Configuration hadoop(SparkSession session, Map<String, String> environment) {
    Configuration configuration = session.sessionState().newHadoopConf();
    Map<String, String> ours = new LinkedHashMap<>(StorageSettings.of(environment));
    ours.keySet().removeIf(key -> HadoopSettings.isSetBySite(configuration, key));
    ours.forEach(configuration::set);
    return configuration;
  }

  /**
   * Our settings without those that were given; the list of extensions is completed, not replaced.
   */
  static Map<String, String> missing(
      SparkConf given, Configuration site, Map<String, String> environment) {
    Map<String, String> settings =
        new LinkedHashMap<>(SparkSettings.of(environment, given.get("spark.master", "")));
    settings
        .keySet()
        .removeIf(key -> given.contains(key) || HadoopSettings.isSetBySite(site, hadoopKey(key)));
    if (given.contains(LogStores.CLASS_FOR_ALL)) {
      // Delta refuses the one key beside the others.
      settings.keySet().removeIf(key -> key.startsWith(LogStores.SPARK_PREFIX));
    }
    String extensions = given.get(SparkSettings.EXTENSIONS, "");
    if (!extensions.isBlank() && !extensions.contains(SparkSettings.DELTA_EXTENSION)) {
      settings.put(SparkSettings.EXTENSIONS, extensions + "," + SparkSettings.DELTA_EXTENSION);
    }
    return settings;
  }

  private static String hadoopKey(String key) {
    return key.startsWith(SparkSettings.HADOOP_PREFIX)
        ? key.substring(SparkSettings.HADOOP_PREFIX.length())
        : key;
  }

  /**
   * A session that somebody else opened keeps its static settings: without ours, commits overwrite
   * each other.
   */
  private static void requireSafeCommits(SparkConf actual) {
    List<String> absent =
        LogStores.sparkSettings().keySet().stream()
            .filter(key -> !actual.contains(key))
            .sorted()
            .toList();
    if (!absent.isEmpty() && !actual.contains(LogStores.CLASS_FOR_ALL)) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          "Cannot use the Spark session that is already open: %s not set, so two writers could overwrite each other's commits; stop that session first, or open it with LakeSession.open"
              .formatted(String.join(", ", absent)));
    }
  }
}
