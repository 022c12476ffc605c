package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.JavaChild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who calls {@code main} from a process of his own takes an exit for a failure. */
class DriverThreadTest {
  private static final long LIMIT_MILLIS = 60_000;

  @ParameterizedTest
  @CsvSource({"--version, 0, true", "--no-such-option, 2, false"})
  void successReturnsAndFailureExits(
      String option, int exit, boolean returned, @TempDir Path folder) throws Exception {
    Path printed = folder.resolve("printed");
    try (JavaChild child =
        JavaChild.startLogged(DriverThread.class, Map.of(), printed, List.of(), option)) {
      assertEquals(OptionalInt.of(exit), child.exitCode(LIMIT_MILLIS));
    }
    assertEquals(
        returned, Files.readString(printed).endsWith("returned\n"), Files.readString(printed));
  }
}
