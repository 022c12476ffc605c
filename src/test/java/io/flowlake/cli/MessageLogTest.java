package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageLogTest {
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final LoggerConfig configured =
      context.getConfiguration().getLoggerConfig(MessageLog.LOGGER);
  private final Level before = configured.getLevel();
  private final StringWriter plain = new StringWriter();
  private final PrintWriter err = new PrintWriter(new MessageLog(plain));

  /** Keeps what is logged as {@code LEVEL message}. */
  private static final class Kept extends AbstractAppender {
    private final List<String> events = new ArrayList<>();

    Kept() {
      super("kept", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      events.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
    }
  }

  @AfterEach
  void reset() {
    configured.removeAppender("kept");
    configured.setLevel(before);
    context.updateLoggers();
  }

  @Test
  void peopleSeeMessagesAtOnceAndAsTheyAre() {
    Kept kept = log(Level.OFF);
    err.println("flowlake compact: Cannot go on");
    assertEquals("flowlake compact: Cannot go on\n", plain.toString());
    err.print("[###...]");
    err.flush();
    assertEquals("flowlake compact: Cannot go on\n[###...]", plain.toString());
    assertEquals(List.of(), kept.events);
  }

  @Test
  void programsGetAnEventForEachMessage() {
    Kept kept = log(Level.TRACE);
    err.println("batch 1: 48 dumps");
    err.flush();
    err.println("flowlake compact: Cannot go on");
    err.print("java.lang.IllegalStateException: why\n\tat here\n");
    err.flush();
    err.flush();
    assertEquals(
        List.of(
            "INFO batch 1: 48 dumps",
            "WARN flowlake compact: Cannot go on\njava.lang.IllegalStateException: why\n\tat here"),
        kept.events);
    assertEquals("", plain.toString());
  }

  private Kept log(Level level) {
    Kept kept = new Kept();
    kept.start();
    configured.addAppender(kept, Level.ALL, null);
    configured.setLevel(level);
    context.updateLoggers();
    return kept;
  }
}
