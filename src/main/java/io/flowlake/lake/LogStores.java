package io.flowlake.lake;

import io.delta.storage.LogStore;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which of our log stores commits on which file system; Delta's own serve all others. Key names as
 * in Delta 4.4 ({@code LogStoreProvider} of delta-spark and of delta-kernel-defaults).
 */
final class LogStores {
  static final String SPARK_PREFIX = "spark.delta.logStore.";

  /** The user's one log store for every scheme; Delta refuses it together with keys by scheme. */
  static final String CLASS_FOR_ALL = SPARK_PREFIX + "class";

  private static final Map<String, Class<? extends LogStore>> BY_SCHEME =
      Map.of(
          "s3a", ConditionalPutLogStore.class,
          "s3", ConditionalPutLogStore.class,
          "file", LinkingLogStore.class);

  private LogStores() {}

  static Map<String, String> sparkSettings() {
    return withPrefix(SPARK_PREFIX);
  }

  static Map<String, String> kernelSettings() {
    return withPrefix("io.delta.kernel.logStore.");
  }

  private static Map<String, String> withPrefix(String prefix) {
    Map<String, String> settings = new TreeMap<>();
    BY_SCHEME.forEach((scheme, store) -> settings.put(prefix + scheme + ".impl", store.getName()));
    return settings;
  }
}
