package io.flowlake.submit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a job under spark-submit writes to its standard error, see jobs/conf/log4j2.properties. */
final class JsonLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Said by the JVM itself, of what Spark switches on, before anything could log it. */
  private static final String JVM = "WARNING: Using incubator modules: jdk.incubator.vector";

  private static final String TERMINATED = "\"message\":\"RECEIVED SIGNAL TERM\"";

  private JsonLog() {}

  /** Fails unless each line is an event; how many there are. */
  static int assertIn(Path log) throws IOException {
    return assertEvents(log, Files.readAllLines(log));
  }

  /**
   * As {@link #assertIn}, below the head that a Worker writes: command line, double rule, empty
   * line; and up to the signal by which a Worker ends its executors. Log4j is being shut down while
   * that one is written, and then repeats the end of it.
   */
  static int assertInExecutors(Path log) throws IOException {
    List<String> lines =
        Files.readAllLines(log).stream()
            .takeWhile(line -> !line.contains(TERMINATED))
            .filter(line -> !line.startsWith("Spark Executor Command: "))
            .filter(line -> !line.matches("=*"))
            .toList();
    return assertEvents(log, lines);
  }

  private static int assertEvents(Path log, List<String> lines) {
    int events = 0;
    for (String line : lines) {
      if (!line.equals(JVM)) {
        assertEvent(log, line);
        events++;
      }
    }
    return events;
  }

  private static void assertEvent(Path log, String line) {
    try {
      JsonNode event = JSON.readTree(line);
      assertTrue(
          event.path("@timestamp").isTextual()
              && event.path("log.level").isTextual()
              && event.path("message").isTextual(),
          line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON in %s: %s".formatted(log, line), e);
    }
  }
}
