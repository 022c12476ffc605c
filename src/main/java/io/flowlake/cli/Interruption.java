package io.flowlake.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the process is ending from outside, by Ctrl-C or a scheduler's SIGTERM. Spark's jobs then
 * fail one after another, some with stack traces past every logger, which is no news to anybody;
 * what was committed stays, and the next run finishes the rest.
 */
final class Interruption {
  private static final AtomicBoolean BEGUN = new AtomicBoolean();
  private static final AtomicBoolean FINISHED = new AtomicBoolean();

  private Interruption() {}

  /** To be called once, by the program only. */
  static void watch() {
    Runtime.getRuntime().addShutdownHook(new Thread(Interruption::begin, "flowlake-ending"));
  }

  static boolean begun() {
    return BEGUN.get();
  }

  /** To be called when the program ends by itself. */
  static void finished() {
    FINISHED.set(true);
  }

  private static void begin() {
    if (!FINISHED.get()) {
      BEGUN.set(true);
      System.setErr(
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }
  }
}
