package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.JavaChild;
import io.flowlake.lake.Lake;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports in processes of their own: the bytes are the same on any number of executors. */
@Tag("slow")
class ExportProcessesTest {
  private static final long LIMIT_MILLIS = 300_000;
  private static final String NAME = Export.objectName(HeavyDays.FIRST);

  @TempDir private static Path folder;
  private static String lake;
  private static String expected;

  @BeforeAll
  static void exportOnce() throws Exception {
    Lake made = HeavyDays.lake(folder.resolve("lake"), 15_000);
    lake = made.root();
    expected = exportedTo(lake, folder.resolve("usual"), "local[2]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local[8]", ExportProcess.CLUSTER})
  void theBytesAreTheSameOnAnyMaster(String master) throws Exception {
    assertEquals(expected, exportedTo(lake, folder.resolve("on-" + master.hashCode()), master));
  }

  private static String exportedTo(String ofLake, Path target, String master) throws Exception {
    try (JavaChild run =
        ExportProcess.start(ofLake, Files.createDirectories(target).toString(), master, Map.of())) {
      assertEquals(OptionalInt.of(0), run.exitCode(LIMIT_MILLIS));
    }
    try (InputStream object = Files.newInputStream(target.resolve(NAME))) {
      return WrittenDays.sha256(object);
    }
  }
}
