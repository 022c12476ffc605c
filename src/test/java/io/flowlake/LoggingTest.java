package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
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

  /** As Spark logs a task that failed, with the frames in the message or beside it. */
  @Test
  void framesOfJavaAreLeftOut() {
    Throwable failure =
        new IllegalStateException("at first", new IOException("no route\nto the store"));
    StringWriter stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack));
    List<String> causes =
        List.of(
            "java.lang.IllegalStateException: at first",
            "Caused by: java.io.IOException: no route",
            "to the store");
    assertEquals(
        List.of("Lost task 0.0 in stage 3.0: " + causes.get(0), causes.get(1), causes.get(2)),
        shown("Lost task 0.0 in stage 3.0: " + stack, null));
    assertEquals(
        List.of("Exception in task", causes.get(0), causes.get(1), causes.get(2)),
        shown("Exception in task", failure));
    assertEquals(List.of("all is well"), shown("all is well", null));
  }

  /** The lines on standard error, without the time. */
  private static List<String> shown(String message, @Nullable Throwable failure) {
    Appender console = LoggerContext.getContext(false).getConfiguration().getAppender("console");
    LogEvent event =
        Log4jLogEvent.newBuilder()
            .setLoggerName("a.Name")
            .setLevel(Level.WARN)
            .setMessage(new SimpleMessage(message))
            .setThrown(failure)
            .build();
    String text = new String(console.getLayout().toByteArray(event), StandardCharsets.UTF_8);
    return text.replaceFirst("\\S+ WARN Name: ", "")
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  @Test
  void warningsOfSparkAreLogged() {
    assertTrue(
        LoggerFactory.getLogger("org.apache.spark.scheduler.TaskSetManager").isWarnEnabled());
  }
}
