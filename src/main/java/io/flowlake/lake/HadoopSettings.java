package io.flowlake.lake;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;

/**
 * Hadoop's settings for the lake without Spark. No class of Spark is loaded here: that alone would
 * cost a short search a tenth of a second.
 */
public final class HadoopSettings {
  private HadoopSettings() {}

  /** The environment variables that are read here; all begin with {@code FLOWLAKE_}. */
  public static List<String> variables() {
    return StorageSettings.VARIABLES;
  }

  /**
   * The site's files, then what was given to spark-submit as {@code spark.hadoop.…}, then ours
   * where neither says anything.
   *
   * @param environment environment variables, of which those of {@link #variables} are read
   * @throws io.flowlake.model.FlowlakeException (usage) if one of them cannot be used
   */
  public static Configuration of(Map<String, String> environment) {
    Configuration configuration = new Configuration();
    Map<String, String> ours = new LinkedHashMap<>(StorageSettings.of(environment));
    ours.keySet().removeIf(key -> isSetBySite(configuration, key));
    ours.forEach(configuration::set);
    Properties given = System.getProperties(); // where spark-submit puts its settings
    given.stringPropertyNames().stream()
        .filter(key -> key.startsWith(SparkSettings.HADOOP_PREFIX))
        .forEach(
            key ->
                configuration.set(
                    key.substring(SparkSettings.HADOOP_PREFIX.length()), given.getProperty(key)));
    return configuration;
  }

  /**
   * Whether the value comes from core-site.xml or the like, not from the defaults inside Hadoop's
   * jars.
   */
  static boolean isSetBySite(Configuration configuration, String key) {
    String[] sources = configuration.getPropertySources(key);
    return sources != null
        && Arrays.stream(sources).anyMatch(source -> !source.endsWith("-default.xml"));
  }
}
