package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/python/notebooks.py} with the Python of the notebooks, and without Spark. */
@Tag("slow")
class NotebookRunnerTest {
  private static final Path NOTEBOOKS = Path.of("notebooks");

  @TempDir Path folder;

  @Test
  void aPairIsMadeAsItIsKept() throws Exception {
    List<Path> kept;
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      kept = files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
    for (Path notebook : kept) {
      String script = notebook.getFileName().toString().replace(".ipynb", ".py");
      Files.copy(NOTEBOOKS.resolve(script), folder.resolve(script));
    }
    assertEquals(0, run("pair", folder.toString()).exitCode());
    assertEquals(4, kept.size());
    for (Path notebook : kept) {
      assertArrayEquals(
          Files.readAllBytes(notebook),
          Files.readAllBytes(folder.resolve(notebook.getFileName())),
          notebook.toString());
    }
  }

  @Test
  void thatOnePythonEndsDoesNotEndTheRest() throws Exception {
    Files.writeString(
        folder.resolve("01-ends.py"), "# %%\nprint('here')\n# %%\nimport os; os._exit(9)\n");
    Files.writeString(folder.resolve("02-stays.py"), "# %%\nfindings = {'fine': True}\n");
    Path out = folder.resolve("out");
    PythonSpark.Ended ended = run("run", folder.toString(), out.toString());
    assertAll(
        () -> assertEquals(1, ended.exitCode()),
        () -> assertEquals("{\"fine\": true}\n", Files.readString(out.resolve("02-stays.json"))),
        () -> assertTrue(Files.readString(out.resolve("01-ends.html")).contains("here")),
        () ->
            assertTrue(
                ended
                    .output()
                    .contains(
                        "Cannot run 01-ends: Python or Spark ended, likely for memory; raise"
                            + " FLOWLAKE_HEAP"),
                ended.output()));
  }

  private static PythonSpark.Ended run(String... words) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(PythonSpark.python().toString(), "scripts/python/notebooks.py"),
                Stream.of(words))
            .toList();
    return PythonSpark.end(
        new ProcessBuilder(command).redirectErrorStream(true), Duration.ofMinutes(3));
  }
}
