package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * scripts/log4j2.properties, which the tests run with as well, and jobs/conf/log4j2.properties,
 * which logs the same as JSON.
 */
class LoggingTest {
  @Test
  void peopleAndProgramsAreToldTheSame() throws IOException {
    assertEquals(levels("scripts/log4j2.properties"), levels("jobs/conf/log4j2.properties"));
  }

  private static Map<String, String> levels(String file) throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(Path.of(file))) {
      properties.load(in);
    }
    Map<String, String> levels = new TreeMap<>();
    properties.stringPropertyNames().stream()
        .filter(name -> !name.startsWith("appender.console.layout."))
        .filter(name -> !name.equals("logger.messages.level"))
        .forEach(name -> levels.put(name, properties.getProperty(name)));
    return levels;
  }

  /** Its warnings are hundreds of lines of stack traces before a sentence that says it. */
  @Test
  void whatDeltaKernelThrowsAsWellIsNotLogged() {
    assertFalse(
        LoggerFactory.getLogger("io.delta.kernel.internal.checkpoints.Checkpointer")
            .isWarnEnabled());
    assertTrue(LoggerFactory.getLogger("io.delta.kernel.internal").isErrorEnabled());
  }

  @Test
  void warningsOfSparkAreLogged() {
    assertTrue(
        LoggerFactory.getLogger("org.apache.spark.scheduler.TaskSetManager").isWarnEnabled());
  }
}
