package io.flowlake;

import io.flowlake.lake.LakeSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark session of a test JVM: two local threads, the product's own settings, and what
 * makes small tables fast. It starts with its first use and ends with the JVM.
 *
 * <p>S3 servers are set per bucket in the session's Hadoop configuration, see {@code
 * S3ProxyServer}.
 */
public final class SparkFixture {
  private static SparkSession session;

  private SparkFixture() {}

  /** The shared session. */
  public static synchronized SparkSession session() {
    if (session == null) {
      // As spark-submit does it, so that LakeSession sees them as the user's.
      settings().forEach(System::setProperty);
      session = LakeSession.open("flowlake-tests", Map.of());
    }
    return session;
  }

  /** A session with its own SQL settings and temporary views in the same JVM. */
  public static SparkSession newSession() {
    return session().newSession();
  }

  /** A session that generates no code: fewer rows than a filter has nodes are read sooner so. */
  public static SparkSession interpretingSession() {
    SparkSession session = newSession();
    session.conf().set("spark.sql.codegen.wholeStage", "false");
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    return session;
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.master", "local[2]");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.driver.bindAddress", "127.0.0.1");
    settings.put("spark.sql.shuffle.partitions", "2");
    settings.put("spark.sql.adaptive.enabled", "false");
    settings.put("spark.databricks.delta.snapshotPartitions", "1");
    settings.put("spark.sql.warehouse.dir", temporaryFolder());
    return settings;
  }

  private static String temporaryFolder() {
    try {
      return Files.createTempDirectory("flowlake-warehouse").toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
