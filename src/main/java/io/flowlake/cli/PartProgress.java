package io.flowlake.cli;

import io.flowlake.export.ExportProgress;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How far the export of a day is: a line that is redrawn on a terminal, a line now and then else.
 */
final class PartProgress implements ExportProgress, AutoCloseable {
  private static final long PLAIN_PERIOD_MILLIS = 30_000;

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier clock;
  private LocalDate day;
  private long printed;

  /** Progress that begins with {@code first}, and whose time passes as {@code clock} (ms) tells. */
  PartProgress(
      PrintWriter err, ConsoleProgress.Output output, LocalDate first, LongSupplier clock) {
    this.err = err;
    this.terminal = output == ConsoleProgress.Output.TERMINAL;
    this.day = first;
    this.clock = clock;
    this.printed = clock.getAsLong();
  }

  /** Progress on the standard error. */
  static PartProgress on(PrintWriter err, Map<String, String> environment, LocalDate first) {
    return new PartProgress(
        err, ConsoleProgress.Output.of(environment), first, System::currentTimeMillis);
  }

  @Override
  public synchronized void written(int pieces, int of) {
    long now = clock.getAsLong();
    boolean early = pieces == 0 || now - printed < PLAIN_PERIOD_MILLIS;
    if (Interruption.begun() || (!terminal && early)) {
      return;
    }
    printed = now;
    if (terminal) {
      err.print(
          "\r\u001b[K%s [%s] %s of %s"
              .formatted(
                  day,
                  ConsoleProgress.bar((double) pieces / of),
                  Shown.count(pieces),
                  Shown.count(of, "piece")));
    } else {
      err.println("%s: %s of %s".formatted(day, Shown.count(pieces), Shown.count(of, "piece")));
    }
    err.flush();
  }

  /** What is told from now on is of {@code next}. */
  synchronized void next(LocalDate next) {
    day = next;
    printed = clock.getAsLong();
  }

  /** Makes room for a line that stays. */
  @Override
  public synchronized void close() {
    if (terminal) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
