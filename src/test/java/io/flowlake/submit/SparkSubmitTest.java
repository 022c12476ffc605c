package io.flowlake.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.S3ProxyServer;
import io.flowlake.submit.Submit.Ended;
import io.flowlake.submit.Submit.Setup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a job ends is what spark-submit ends with, and what the summary and the log say. */
@Tag("slow")
class SparkSubmitTest {
  private static final String PROVIDERS = "hadoop.security.credential.provider.path";

  @TempDir private static Path folder;
  private static final S3ProxyServer SERVER = S3ProxyServer.shared();
  private static Bucket bucket;
  private static Setup setup;

  @BeforeAll
  static void putDumps() throws IOException {
    bucket = new Bucket();
    try (var dump = bucket.create("raw/one.json")) {
      dump.write("{\"nodeId\":\"edge-0\"}\n".getBytes(StandardCharsets.UTF_8));
    }
    setup = new Setup(folder, "local[2]", SERVER.environment());
  }

  @ParameterizedTest
  @CsvSource({
    "2, raw, --batch-bytes=much, , , --batch-bytes",
    "3, nothing-here, --batch-bytes=1MiB, , , nothing-here does not exist",
    "4, raw, --batch-bytes=1MiB, AWS_SECRET_ACCESS_KEY, wrong, the secret key is not that of the access key",
    "5, raw, --batch-bytes=1MiB, FLOWLAKE_S3_ENDPOINT, http://127.0.0.1:1, Cannot",
    "6, raw, --max-reject-ratio=0, , , 100.0 %",
  })
  void theExitCodeSaysHowItEnded(
      int exit, String raw, String option, String variable, String value, String said)
      throws Exception {
    Setup changed = variable == null ? setup : setup.with(variable, value);
    Path summary = folder.resolve(exit + ".json");
    Ended ended =
        changed
            .run(
                "exit-" + exit,
                "compact",
                "--raw",
                bucket.address(raw),
                "--lake",
                bucket.address("lake-" + exit),
                option,
                "--summary",
                summary.toString())
            .assertExit(exit);
    assertEquals(exit, new ObjectMapper().readTree(summary.toFile()).path("exit").asInt());
    String err = ended.err();
    assertTrue(err.contains(said), err);
    JsonLog.assertIn(ended.folder().resolve("err"));
  }

  /** With all that Spark has to say, and stack traces. */
  @Test
  void eachLineOfTheLogIsJson() throws Exception {
    Ended ended =
        setup
            .with("FLOWLAKE_LOG_LEVEL", "info")
            .run(
                "log",
                "compact",
                "--debug",
                "--raw",
                bucket.address("raw"),
                "--max-reject-ratio",
                "1",
                "--lake",
                bucket.address("lake-log"));
    int events = JsonLog.assertIn(ended.assertExit(0).folder().resolve("err"));
    assertTrue(events > 100, () -> events + " events");
  }

  /**
   * Executors in processes of their own get our classes and the keys, once from a credential store,
   * once from the driver's environment.
   */
  @Test
  void executorsOfALocalClusterDoTheWork() throws Exception {
    Setup here = setup.on("local-cluster[2,1,1024]");
    RawDumps.write(bucket, "large");
    String lake = bucket.address("large-lake");
    try (Submit compact =
        here.with("AWS_ACCESS_KEY_ID", "")
            .with("AWS_SECRET_ACCESS_KEY", "")
            .start(
                "compact",
                List.of("--conf", "spark.hadoop." + PROVIDERS + "=" + credentialStore()),
                "compact",
                "--raw",
                bucket.address("large"),
                "--lake",
                lake)) {
      compact.end().assertExit(0);
    }
    Ended export =
        here.run(
            "export",
            "export",
            "--lake",
            lake,
            "--date",
            RawDumps.DAY,
            "--target",
            "s3://" + bucket.name() + "/exports");
    assertTrue(export.assertExit(0).out().contains("6,000 flows"), export.out());
    Ended search = here.run("search", "search", "--lake", lake, "--all-time", "--engine", "spark");
    assertEquals(100, search.assertExit(0).out().lines().count(), "of 6,000 flows");
    here.run("maintain", "maintain", "--lake", lake, "--date", RawDumps.DAY).assertExit(0);
    here.run("no-lake", "maintain", "--lake", bucket.address("nothing")).assertExit(3);
    for (String job : List.of("compact", "export", "search")) {
      Secrets.assertExecutorsLogged(folder.resolve(job));
    }
    Secrets.assertNowhereBelow(folder, SERVER.secretKey());
  }

  /** As {@code hadoop credential create} makes it. */
  private static String credentialStore() throws IOException {
    String store = "jceks://file" + folder.resolve("keys.jceks");
    Configuration configuration = new Configuration();
    configuration.set(PROVIDERS, store);
    CredentialProvider provider = CredentialProviderFactory.getProviders(configuration).get(0);
    provider.createCredentialEntry("fs.s3a.access.key", SERVER.accessKey().toCharArray());
    provider.createCredentialEntry("fs.s3a.secret.key", SERVER.secretKey().toCharArray());
    provider.flush();
    return store;
  }
}
