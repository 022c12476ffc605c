package io.flowlake;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A second JVM with this one's class path, for what only two processes show. It is talked to in
 * lines; what it logs (standard error) goes where our log goes.
 */
public final class JavaChild implements AutoCloseable {
  private static final long LIMIT_SECONDS = 180;

  private final Process process;
  private final BufferedReader answers;

  private JavaChild(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts {@code main}.
   *
   * @param environment variables that it has beside ours
   * @param jvmOptions such as {@code -Xmx1g}
   */
  public static JavaChild start(
      Class<?> main, Map<String, String> environment, List<String> jvmOptions, String... arguments)
      throws IOException {
    ProcessBuilder builder = builder(main, jvmOptions, arguments);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return start(builder);
  }

  /** As {@link #start}; all that it prints or logs goes into {@code printed}. */
  public static JavaChild startLogged(
      Class<?> main,
      Map<String, String> environment,
      Path printed,
      List<String> jvmOptions,
      String... arguments)
      throws IOException {
    ProcessBuilder builder = builder(main, jvmOptions, arguments);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(printed.toFile());
    return start(builder);
  }

  private static JavaChild start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new JavaChild(process);
  }

  private static ProcessBuilder builder(
      Class<?> main, List<String> jvmOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", classPath()));
    // What Spark needs to be opened, it needs there too.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(jvmOptions);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** Writes a line to its standard input. */
  public void say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** The next line of its standard output; fails if there is none. */
  public String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new AssertionError("The child ended before it answered, see its log above");
    }
    return line;
  }

  /** Ends its standard input and fails if it does not end well. */
  public void finish() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("The child failed, see its log above");
    }
  }

  /**
   * Waits until it ends by itself; empty if that takes longer than so many milliseconds. What it
   * prints meanwhile is dropped.
   */
  public OptionalInt exitCode(long millis) throws IOException, InterruptedException {
    long end = System.currentTimeMillis() + millis;
    while (process.isAlive() && System.currentTimeMillis() < end) {
      while (answers.ready()) {
        answers.readLine();
      }
      Thread.sleep(20);
    }
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Kills one of the processes that it started, as {@code kill -9} does.
   *
   * @param words what stands in that process's command line
   * @return whether there was one
   */
  public boolean killDescendant(String words) {
    return process
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains(words))
        .findAny()
        .map(ProcessHandle::destroyForcibly)
        .orElse(false);
  }

  /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Kills it, if it is still there. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String classPath() {
    String ofTests = System.getProperty("surefire.test.class.path");
    return ofTests == null ? System.getProperty("java.class.path") : ofTests;
  }
}
