package io.flowlake.lake;

import io.flowlake.S3ProxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A new, empty place to write to.
 *
 * @param folder its URI
 * @param environment what another process needs to reach it
 * @param settings what Hadoop in this process needs to reach it
 */
record TestStore(Path folder, Map<String, String> environment, Map<String, String> settings) {

  /** A local disk and an S3 server. */
  static Stream<TestStore> all() {
    return Stream.of(local(), s3());
  }

  static TestStore local() {
    try {
      // A blank and an umlaut: paths are URIs here and file names there.
      java.nio.file.Path folder =
          Files.createTempDirectory(java.nio.file.Path.of("target").toAbsolutePath(), "a store é ");
      return new TestStore(new Path(folder.toUri()), Map.of(), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TestStore s3() {
    S3ProxyServer server = S3ProxyServer.shared();
    String bucket = server.newBucket();
    return new TestStore(
        new Path("s3a://" + bucket + "/some lake"),
        Map.of(
            "FLOWLAKE_S3_ENDPOINT", server.endpoint(),
            "AWS_ACCESS_KEY_ID", server.accessKey(),
            "AWS_SECRET_ACCESS_KEY", server.secretKey()),
        server.hadoopSettings(bucket));
  }

  Configuration configuration() {
    Configuration configuration = HadoopSettings.of(Map.of());
    settings.forEach(configuration::set);
    return configuration;
  }

  @Override
  public String toString() {
    return folder.toUri().getScheme();
  }
}
