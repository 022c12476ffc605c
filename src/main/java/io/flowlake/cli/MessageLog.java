package io.flowlake.cli;

import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a command's messages go: to standard error as they are, or into the log, where that is made
 * for programs, so that each line of standard error is an event. The logging configuration decides:
 * it lets the logger {@link #LOGGER} trace, see {@code jobs/conf/log4j2.properties}.
 */
final class MessageLog extends Writer {
  /** Everything that a command says is an event of this logger. */
  static final String LOGGER = "flowlake";

  private final Writer standardError;
  private final StringBuilder message = new StringBuilder();
  private @Nullable Logger log;

  MessageLog(Writer standardError) {
    this.standardError = standardError;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    if (log().isTraceEnabled()) {
      message.append(text, offset, length);
      return;
    }
    standardError.write(text, offset, length);
    if (length > 0 && text[offset + length - 1] == '\n') {
      standardError.flush();
    }
  }

  /** What was written since the last time is one event, of several lines or not. */
  @Override
  public void flush() throws IOException {
    String text = message.toString().strip();
    message.setLength(0);
    if (!text.isEmpty()) {
      // Sentences name their command; what does not is progress.
      if (text.startsWith(LOGGER)) {
        log().warn(text);
      } else {
        log().info(text);
      }
    }
    standardError.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
    standardError.close();
  }

  /** Asked for late: most searches have nothing to say, and making the first logger takes time. */
  private Logger log() {
    Logger known = log;
    if (known == null) {
      known = LoggerFactory.getLogger(LOGGER);
      log = known;
    }
    return known;
  }
}
