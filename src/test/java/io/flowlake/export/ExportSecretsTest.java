package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.Fault;
import io.flowlake.S3Gate;
import io.flowlake.S3ProxyServer;
import io.flowlake.lake.Lake;
import io.flowlake.store.AccessKeys;
import io.flowlake.store.KeySource;
import io.flowlake.store.S3Location;
import io.flowlake.store.SavedKeys;
import io.flowlake.store.Target;
import io.flowlake.store.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports with {@code --debug}, the event log and the Spark UI on, that succeed and that fail: the
 * secret key, the session token and the signatures are in nothing that was printed, logged, kept or
 * shown, by the driver or by executors.
 */
@Tag("slow")
class ExportSecretsTest {
  /** As long as it takes to see the UI when all tasks are done. */
  private static final Fault WAITING = Fault.late(25_000);

  private static final String JOIN = "POST [^?]*\\?uploadId=";
  private static final String TOKEN = "FwoGZXIvYXdzEBYaDL+Q/x7a-session-of-nobody==";

  @TempDir private static Path folder;
  private static Lake lake;

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();
  private S3Gate gate;

  @BeforeAll
  static void makeLake() {
    lake = HeavyDays.lake(folder.resolve("lake"), 15_000);
  }

  @BeforeEach
  void openGate() throws IOException {
    gate = new S3Gate(server.port());
  }

  @AfterEach
  void closeGate() throws IOException {
    gate.close();
  }

  /** A task is refused, and done again by another. */
  @Test
  void executorsAndTheirPagesShowNoSecret() throws Exception {
    gate.inject("PUT .*partNumber=1&", 0, Fault.answer(403, "AccessDenied"));
    gate.inject(JOIN, 0, WAITING);
    WatchedExport run = run("cluster", ExportProcess.CLUSTER, withToken());
    assertEquals(0, run.exit());
    run.assertSaw("/stages/stage/?id=", "/jobs/job/?id=", "/SQL/execution/?id=", "/executors/");
    run.assertSaw("/environment/", "/taskList?", "/sql?", "/allexecutors", "/threadDump/");
    run.assertSaw("lacks a permission of the bucket"); // why a task failed
    run.assertExecutorsLogged();
    run.assertNowhere(server.secretKey(), TOKEN);
  }

  /** With keys of the file that the user asked for, which is the one place that may show them. */
  @Test
  void aPartThatIsRefusedForGoodShowsNoSecret() throws Exception {
    for (int attempt = 0; attempt < 4; attempt++) { // as often as Spark tries a task
      gate.inject("PUT .*partNumber=1&", 0, Fault.answer(403, "AccessDenied"));
    }
    Path home = Files.createDirectories(folder.resolve("file"));
    Map<String, String> environment = configuration(home);
    Path file = SavedKeys.fileFor("lab", ".json", environment);
    saveTarget(SavedKeys.toFile(file, keys()), environment);
    WatchedExport run =
        WatchedExport.run(home, lake, ExportProcess.CLUSTER, "lab", environment, gate);
    assertEquals(4, run.exit());
    assertTrue(gate.isSpent());
    run.assertExecutorsLogged();
    Files.delete(file);
    run.assertNowhere(server.secretKey(), TOKEN);
  }

  @Test
  void aWrongSecretIsNotShownEither() throws Exception {
    String wrong = "a-secret-that-is-wrong/+=" + bucket;
    Map<String, String> environment = withToken();
    environment.put("AWS_SECRET_ACCESS_KEY", wrong);
    WatchedExport run = run("wrong", "local[2]", environment);
    assertEquals(4, run.exit());
    run.assertNowhere(wrong, TOKEN);
  }

  /** The file that has the keys is encrypted, and looked through as all others. */
  @Test
  void keysOfACredentialStoreStayThere() throws Exception {
    Path home = Files.createDirectories(folder.resolve("jceks"));
    Map<String, String> environment = configuration(home);
    Path file = SavedKeys.fileFor("lab", ".jceks", environment);
    saveTarget(SavedKeys.toCredentialStore(file, keys()), environment);
    gate.inject(JOIN, 0, WAITING);
    WatchedExport run = WatchedExport.run(home, lake, "local[2]", "lab", environment, gate);
    assertEquals(0, run.exit());
    run.assertSaw("/stages/stage/?id=", "/SQL/execution/?id=", "/environment/");
    assertTrue(Files.size(file) > 0);
    run.assertNowhere(server.secretKey(), TOKEN);
  }

  private AccessKeys keys() {
    return new AccessKeys(server.accessKey(), server.secretKey(), TOKEN);
  }

  private static Map<String, String> configuration(Path home) {
    return Map.of("XDG_CONFIG_HOME", home.resolve("config").toString());
  }

  private void saveTarget(KeySource keys, Map<String, String> environment) {
    S3Location location = S3Location.of(bucket, null, "logs", gate.endpoint(), null, null);
    Targets.of(environment).save(new Target("lab", location, keys));
  }

  private Map<String, String> withToken() {
    Map<String, String> environment = new HashMap<>(server.environment());
    environment.put("FLOWLAKE_S3_ENDPOINT", gate.endpoint());
    environment.put("AWS_SESSION_TOKEN", TOKEN);
    return environment;
  }

  private WatchedExport run(String name, String master, Map<String, String> environment)
      throws Exception {
    Path home = Files.createDirectories(folder.resolve(name));
    return WatchedExport.run(home, lake, master, "s3://" + bucket + "/logs", environment, gate);
  }
}
