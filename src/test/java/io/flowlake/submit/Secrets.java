package io.flowlake.submit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a secret in all that jobs and cluster left: outputs, logs, event logs, summaries. */
final class Secrets {
  private Secrets() {}

  /** Logs of executors begin with their command lines, so those are searched as well. */
  static void assertNowhereBelow(Path folder, String secret) throws IOException {
    List<Path> files = filesBelow(folder);
    assertTrue(files.stream().anyMatch(file -> file.toString().contains("events")), "no event log");
    for (Path file : files) {
      // As bytes are chars there, what is in the file is in the text.
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertFalse(content.contains(secret), () -> "the secret is in " + file);
    }
  }

  /** What the executors of a local cluster logged is below the job's folder, to be searched. */
  static void assertExecutorsLogged(Path folder) throws IOException {
    List<Path> logs = filesBelow(folder).stream().filter(file -> file.endsWith("stderr")).toList();
    assertFalse(logs.isEmpty(), () -> "no logs of executors below " + folder);
    for (Path log : logs) {
      assertTrue(Files.size(log) > 0, () -> log + " is empty");
    }
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      return below
          .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".jar"))
          .toList();
    }
  }
}
