package io.flowlake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit code of {@code scripts/python/make.py} by what pip says, with a pip of our own. */
class PythonEnvTest {
  /** Says what {@code SAYS} holds; what {@code RETRIED} holds only when it may try again. */
  private static final String PIP =
      """
      #!/bin/sh
      case "$*" in *"--retries 1"*) [ -z "$RETRIED" ] || echo "$RETRIED" >&2 ;; esac
      [ -z "$SAYS" ] || echo "$SAYS" >&2
      exit "$CODE"
      """;

  private static final String INSTALL =
      """
      import sys
      sys.path.insert(0, "scripts/python")
      import make
      try:
          make.install(["-m", "pip"], "thing==1")
      except make.CannotMake as e:
          sys.exit(e.exit_code)
      except make.Unreachable:
          sys.exit(make.RETRY)
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | '' | ''",
        "1 | ERROR: No matching distribution (from versions: 0.9) | ''",
        "1 | ERROR: No matching distribution (from versions: none) | ''",
        "5 | ERROR: No matching distribution (from versions: none) | WARNING: Retrying after"
            + " connection broken by 'x'",
        "5 | WARNING: Retrying after connection broken by 'x' | ''"
      })
  void anIndexThatLacksAPackageIsNotOneThatDoesNotAnswer(int expected, String says, String retried)
      throws Exception {
    copyScripts();
    ProcessBuilder builder =
        new ProcessBuilder("python3", "-B", "-c", INSTALL).directory(folder.toFile());
    builder.environment().put("SAYS", says);
    builder.environment().put("RETRIED", retried);
    builder.environment().put("CODE", expected == 0 ? "0" : "1");
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(expected, process.waitFor(), printed);
  }

  private void copyScripts() throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 10))")
            .start();
    if (python.waitFor() != 0) {
      Skip.because("python3 is older than 3.10");
    }
    Path scripts = Files.createDirectories(folder.resolve("scripts/python"));
    for (String name : List.of("make.py", "first_pip.py")) {
      Files.copy(Path.of("scripts/python", name), scripts.resolve(name));
    }
    Path pip = folder.resolve("target/python-env/bin/python");
    Files.createDirectories(pip.getParent());
    Files.writeString(pip, PIP);
    Files.setPosixFilePermissions(pip, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
