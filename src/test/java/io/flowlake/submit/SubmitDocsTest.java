package io.flowlake.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.DocBlocks;
import io.flowlake.S3ProxyServer;
import io.flowlake.TiedProcess;
import io.flowlake.model.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/spark-submit.md: its commands run as they stand, one after the other, by a shell. */
class SubmitDocsTest {
  private static final Path DOCS = Path.of("docs/spark-submit.md");
  private static final long LIMIT_MILLIS = 300_000;

  @TempDir Path folder;

  @Test
  @Tag("slow")
  void theCommandsWork() throws Exception {
    S3ProxyServer server = S3ProxyServer.shared();
    Bucket bucket = new Bucket();
    RawDumps.write(bucket, "raw");
    Path bundle = bundle();
    String script =
        String.join("", DocBlocks.of(DOCS, "sh"))
            .replace("/opt/flowlake", bundle.toString())
            .replaceAll("(s3a?)://flowlake/", "$1://" + bucket.name() + "/");
    Map<String, String> environment = new HashMap<>(SubmitHome.environment());
    environment.putAll(server.environment());
    environment.put("MASTER", "local[2]");
    environment.put("PATH", SubmitHome.HOME.resolve("bin") + ":" + System.getenv("PATH"));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    try (TiedProcess shell =
        TiedProcess.start(
            List.of("bash", "-euo", "pipefail", "-c", script), environment, out, err)) {
      assertEquals(OptionalInt.of(0), shell.exitCode(LIMIT_MILLIS), () -> text(out) + text(err));
    }
    String printed = text(out);
    assertTrue(printed.contains("6,000 new + 0 updated + 11 duplicate + 12 rejected"), printed);
    assertTrue(printed.contains("2026-11-01: 6,000 flows"), printed);
    assertTrue(printed.contains(server.endpoint()), printed); // of settings
    assertTrue(printed.contains("ended with exit code 3"), printed);
    assertTrue(Files.exists(bundle.resolve("compact.json")), "no summary");
    JsonLog.assertIn(err);
  }

  @Test
  void itTellsAllExitCodes() throws IOException {
    String docs = Files.readString(DOCS);
    for (ExitCode code : ExitCode.values()) {
      assertTrue(docs.contains("\n| " + code.number() + " | "), code.name());
    }
    assertEquals(7, Arrays.stream(ExitCode.values()).count());
  }

  /** What the text says of keys, its commands do. */
  @Test
  void nothingInACommandIsSecret() throws IOException {
    Pattern key = Pattern.compile("(access|secret)[._]key\\s*=|(ACCESS_KEY_ID|SECRET_ACCESS_KEY)=");
    assertEquals(false, key.matcher(Files.readString(DOCS)).find());
  }

  /** What {@code scripts/bundle} makes, with what makes small tables fast. */
  private Path bundle() throws IOException {
    Path bundle = Files.createDirectories(folder.resolve("bundle"));
    Path jars = Files.createDirectories(bundle.resolve("jars"));
    for (String jar : SubmitHome.besideSpark().split(",", -1)) {
      Path path = Path.of(jar);
      Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
    }
    Files.createSymbolicLink(bundle.resolve("flowlake.jar"), SubmitHome.JAR);
    Path conf = Files.createDirectories(bundle.resolve("jobs/conf"));
    for (String file : List.of("spark-defaults.conf", "log4j2.properties")) {
      Files.copy(SubmitHome.CONF.resolve(file), conf.resolve(file));
    }
    Files.writeString(
        conf.resolve("spark-defaults.conf"),
        """
        spark.driver.memory                          1g
        spark.driver.defaultJavaOptions              -XX:TieredStopAtLevel=1
        spark.ui.enabled                             false
        spark.sql.shuffle.partitions                 2
        spark.databricks.delta.snapshotPartitions    1
        """,
        StandardOpenOption.APPEND);
    return bundle;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
