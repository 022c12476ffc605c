package io.flowlake.cli;

import io.flowlake.compact.Progress;
import java.io.PrintWriter;

/** Progress on the standard error: a bar that is redrawn on a terminal, plain lines elsewhere. */
final class ConsoleProgress implements Progress, AutoCloseable {
  private static final int WIDTH = 30;
  private static final long PLAIN_PERIOD_MILLIS = 30_000;

  private final PrintWriter err;
  private final boolean terminal;
  private String phase = "";
  private long bytes;
  private long records;
  private long begun = System.currentTimeMillis();
  private long printed = begun;

  ConsoleProgress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** Whether a person watches the standard error; the launcher tells, for Java cannot ask. */
  static boolean watched() {
    return Boolean.parseBoolean(System.getenv("FLOWLAKE_TERMINAL"));
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
    begun = System.currentTimeMillis();
    printed = begun;
  }

  @Override
  public synchronized void advanced(long bytesDone, long recordsDone) {
    long now = System.currentTimeMillis();
    if (phase.isEmpty() || (!terminal && now - printed < PLAIN_PERIOD_MILLIS)) {
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
    double share = share(bytesDone, recordsDone);
    String done = bytes > 0 ? Shown.bytes(bytesDone) + " of " + Shown.bytes(bytes) + "  " : "";
    String left =
        share > 0.02 ? "  " + Shown.duration((long) (millis / share) - millis) + " left" : "";
    return "%-7s [%s] %3.0f %%  %s%s flows  %s%s"
        .formatted(
            phase,
            bar(share),
            share * 100,
            done,
            Shown.count(recordsDone),
            Shown.rate(recordsDone, millis),
            left);
  }

  private double share(long bytesDone, long recordsDone) {
    if (bytes > 0) {
      return Math.min(1, (double) bytesDone / bytes);
    }
    return records > 0 ? Math.min(1, (double) recordsDone / records) : 0;
  }

  private static String bar(double share) {
    int full = (int) Math.round(share * WIDTH);
    return "#".repeat(full) + ".".repeat(WIDTH - full);
  }

  private void clearLine() {
    if (terminal) {
      err.print("\r\u001b[K");
    }
  }
}
