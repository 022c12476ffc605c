package io.flowlake.cli;

import io.flowlake.compact.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Progress on the standard error: a bar that is redrawn on a terminal, plain lines elsewhere. */
final class ConsoleProgress implements Progress, AutoCloseable {
  /** The variable by which the launcher tells whether the standard error is a terminal. */
  static final String TERMINAL = "FLOWLAKE_TERMINAL";

  private static final int WIDTH = 30;
  private static final long PLAIN_PERIOD_MILLIS = 30_000;

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier clock;
  private String phase = "";
  private long bytes;
  private long records;
  private long begun;
  private long printed;

  /** Progress whose time passes as {@code clock} (ms) tells. */
  ConsoleProgress(PrintWriter err, Output output, LongSupplier clock) {
    this.err = err;
    this.terminal = output == Output.TERMINAL;
    this.clock = clock;
  }

  /** Where progress goes. */
  enum Output {
    /** A person watches; lines can be redrawn. */
    TERMINAL,
    /** A file or another program: a line now and then. */
    PLAIN;

    /** The launcher tells what the standard error is, for Java cannot ask. */
    static Output of(Map<String, String> environment) {
      return Boolean.parseBoolean(environment.get(ConsoleProgress.TERMINAL)) ? TERMINAL : PLAIN;
    }
  }

  /** Progress on the standard error. */
  static ConsoleProgress on(PrintWriter err, Map<String, String> environment) {
    return new ConsoleProgress(err, Output.of(environment), System::currentTimeMillis);
  }

  @Override
  public synchronized void batch(long number, int dumps, long ofBytes) {
    clearLine();
    err.printf("batch %d: %s, %s%n", number, Shown.count(dumps, "dump"), Shown.bytes(ofBytes));
    err.flush();
  }

  @Override
  public synchronized void phase(String name, long ofBytes, long ofRecords) {
    phase = name;
    bytes = ofBytes;
    records = ofRecords;
    begun = clock.getAsLong();
    printed = begun;
  }

  @Override
  public synchronized void advanced(long bytesDone, long recordsDone) {
    long now = clock.getAsLong();
    if (phase.isEmpty()
        || Interruption.begun()
        || (!terminal && now - printed < PLAIN_PERIOD_MILLIS)) {
      return;
    }
    printed = now;
    String line = line(bytesDone, recordsDone, now - begun);
    if (terminal) {
      err.print("\r\u001b[K" + line);
    } else {
      err.println(line);
    }
    err.flush();
  }

  @Override
  public synchronized void close() {
    clearLine();
    phase = "";
    err.flush();
  }

  private String line(long bytesDone, long recordsDone, long millis) {
    String done = Shown.count(recordsDone) + " flows  " + Shown.rate(recordsDone, millis);
    if (bytes <= 0 && records <= 0) {
      return "%-7s  %s".formatted(phase, done);
    }
    double share = share(bytesDone, recordsDone);
    String read =
        bytes > 0
            ? Shown.bytes(Math.min(bytesDone, bytes)) + " of " + Shown.bytes(bytes) + "  "
            : "";
    String left =
        share > 0.02 && share < 1
            ? "  " + Shown.duration((long) (millis / share) - millis) + " left"
            : "";
    return String.format(
        Locale.ROOT,
        "%-7s [%s] %3.0f %%  %s%s%s",
        phase,
        bar(share),
        share * 100,
        read,
        done,
        left);
  }

  private double share(long bytesDone, long recordsDone) {
    if (bytes > 0) {
      return Math.min(1, (double) bytesDone / bytes);
    }
    return records > 0 ? Math.min(1, (double) recordsDone / records) : 0;
  }

  /** A share from 0 to 1 as a bar. */
  static String bar(double share) {
    int full = (int) Math.round(share * WIDTH);
    return "#".repeat(full) + ".".repeat(WIDTH - full);
  }

  private void clearLine() {
    if (terminal) {
      err.print("\r\u001b[K");
    }
  }
}
