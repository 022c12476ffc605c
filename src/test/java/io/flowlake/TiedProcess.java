package io.flowlake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends with this JVM, however that ends: a shell between the two holds the other end
 * of a pipe, and stops the process when the pipe is closed.
 */
public final class TiedProcess implements AutoCloseable {
  /** Ends with the exit code of the command, whose standard input is empty. */
  private static final String SHELL =
      "exec 3<&0 </dev/null; \"$@\" 3<&- & child=$!; { read -r line <&3; kill $child; } 2>/dev/null & guard=$!;"
          + " exec 3<&-; wait $child; code=$?; kill $guard 2>/dev/null; exit $code";

  private static final long STOP_LIMIT_SECONDS = 30;

  private final Process shell;

  private TiedProcess(Process shell) {
    this.shell = shell;
  }

  /**
   * Starts a command.
   *
   * @param environment variables that it has beside ours; those with an empty value are taken away
   * @param out where its standard output goes
   * @param err where its standard error goes; may be {@code out}
   */
  public static TiedProcess start(
      List<String> command, Map<String, String> environment, Path out, Path err)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("bash", "-c", SHELL, "tied"));
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words);
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    builder.redirectOutput(out.toFile());
    if (err.equals(out)) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(err.toFile());
    }
    return new TiedProcess(builder.start());
  }

  public boolean isAlive() {
    return shell.isAlive();
  }

  /** Waits until it ends by itself; empty if that takes longer than so many milliseconds. */
  public OptionalInt exitCode(long millis) throws InterruptedException {
    return shell.waitFor(millis, TimeUnit.MILLISECONDS)
        ? OptionalInt.of(shell.exitValue())
        : OptionalInt.empty();
  }

  /**
   * Ends it and all that it started at once, as {@code kill -9} does, and the guard before the
   * shell: when our end of the pipe is closed, it would stop whatever has the number of the command
   * by then.
   *
   * @return how many processes that were, shells not counted
   */
  public int kill() {
    List<ProcessHandle> family = shell.descendants().toList();
    int programs = (int) family.stream().filter(process -> !isShell(process)).count();
    family.forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
    return programs;
  }

  private static boolean isShell(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/bash");
  }

  /** Stops it in good order, and kills it if that takes too long. */
  @Override
  public void close() throws IOException {
    shell.getOutputStream().close();
    try {
      if (!shell.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
