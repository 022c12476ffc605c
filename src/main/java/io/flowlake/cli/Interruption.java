package io.flowlake.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the process is ending from outside, by Ctrl-C or a scheduler's SIGTERM. Spark's jobs then
 * fail one after another, which is no news to anybody; what was committed stays, and the next run
 * finishes the rest.
 */
final class Interruption {
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Interruption() {}

  /** To be called once, by the program only. */
  static void watch() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> BEGUN.set(true), "flowlake-ending"));
  }

  static boolean begun() {
    return BEGUN.get();
  }
}
