package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs that failed or were killed leave in folders, and who clears it. */
class FolderLeftoversTest extends ExportFolder {
  @ParameterizedTest
  @ValueSource(strings = {"local", "hadoop"})
  void anUploadThatIsGivenUpLeavesNothing(String kind) throws IOException {
    try (ExportStore store = open(kind)) {
      ObjectUpload upload = store.begin(NAME, 3);
      upload.slot(2).put(pieces(1).get(0));
      assertEquals(Optional.empty(), upload.abandon());
      assertEquals(Optional.empty(), upload.abandon());
      assertEquals(List.of(), files());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "hadoop"})
  void whatKilledRunsLeftIsRemovedADayLater(String kind) throws IOException {
    try (ExportStore store = open(kind)) {
      String old = left(store, Duration.ofHours(25), Duration.ofHours(25));
      String atWork = left(store, Duration.ofHours(25), Duration.ofHours(1));
      String young = left(store, Duration.ofHours(23), Duration.ofHours(23));
      Path stranger = Files.createDirectory(file(".somebody-elses"));
      Files.setLastModifiedTime(stranger, ago(Duration.ofDays(99)));
      store.begin(NAME, 1).abandon();
      assertEquals(
          Stream.of(".somebody-elses", atWork, young).sorted().toList(), files(), "not " + old);
    }
  }

  /** As another user's would: listing or deleting it fails. */
  @ParameterizedTest
  @ValueSource(strings = {"local", "hadoop"})
  void leftoversThatCannotBeClearedDoNoHarm(String kind) throws IOException {
    try (ExportStore store = open(kind)) {
      String old = left(store, Duration.ofHours(25), Duration.ofHours(25));
      Path noFolder = Files.writeString(file(".flowlake-export-a-file"), "");
      Path locked = Files.createDirectories(file(".flowlake-export-locked"));
      Files.setPosixFilePermissions(locked, Set.of()); // root does not care
      for (Path leftover : List.of(noFolder, locked)) {
        Files.setLastModifiedTime(leftover, ago(Duration.ofDays(9)));
      }
      store.validate();
      write(store, 1);
      assertArrayEquals(S3StoreContract.joined(pieces(1)), Files.readAllBytes(file(NAME)));
      assertFalse(Files.exists(file(old)));
      Files.deleteIfExists(locked);
    }
  }

  /** Each entry can go between any two steps of another who clears it. */
  @Test
  void manyClearTheSameLeftovers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ExportStore store = open("local")) {
      for (int round = 0; round < 20; round++) {
        for (int leftover = 0; leftover < 5; leftover++) {
          Path inner = file(".flowlake-export-%d/a/b".formatted(leftover));
          Files.createDirectories(inner);
          for (Path path = inner; !path.equals(file("")); path = path.getParent()) {
            Files.writeString(path.resolve("piece"), "x");
            Files.setLastModifiedTime(path.resolve("piece"), ago(Duration.ofDays(2)));
            Files.setLastModifiedTime(path, ago(Duration.ofDays(2)));
          }
          Files.deleteIfExists(file("piece"));
        }
        Callable<Optional<String>> export = () -> store.begin(NAME, 1).abandon();
        for (Future<Optional<String>> done : threads.invokeAll(Collections.nCopies(4, export))) {
          assertEquals(Optional.empty(), done.get());
        }
        store.begin(NAME, 1).abandon(); // alone, it clears what the others left to each other
        assertEquals(List.of(), files());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "hadoop"})
  void aValidationThatFailsLeavesNothing(String kind) throws IOException {
    Files.createDirectories(file("validation").resolve("somebody-elses"));
    try (ExportStore store = open(kind)) {
      assertThrows(FlowlakeException.class, store::validate);
      assertEquals(List.of("validation"), files());
    }
  }

  /** What a run has left that was killed after it wrote a piece. */
  private String left(ExportStore store, Duration folderAge, Duration pieceAge) throws IOException {
    List<String> before = Files.exists(folder.resolve("out")) ? files() : List.of();
    store.begin(NAME, 2).slot(1).put(pieces(1).get(0));
    String unfinished =
        files().stream().filter(name -> !before.contains(name)).findFirst().orElseThrow();
    try (Stream<Path> inner = Files.list(file(unfinished))) {
      for (Path piece : inner.toList()) {
        Files.setLastModifiedTime(piece, ago(pieceAge));
      }
    }
    Files.setLastModifiedTime(file(unfinished), ago(folderAge));
    return unfinished;
  }

  private static FileTime ago(Duration age) {
    return FileTime.from(Instant.now().minus(age));
  }
}
