package io.flowlake.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of this machine, and a file system of Hadoop's (its own local one by another name). */
class FolderStoreTest extends ExportFolder {
  @ParameterizedTest
  @ValueSource(strings = {"local", "hadoop"})
  void piecesBecomeOneFileInOneStep(String kind) throws IOException {
    try (ExportStore store = open(kind)) {
      for (int seed = 1; seed < 100; seed += 40) { // once new, twice over another
        Optional<byte[]> before =
            Files.exists(file(NAME))
                ? Optional.of(Files.readAllBytes(file(NAME)))
                : Optional.empty();
        ObjectUpload upload = store.begin(NAME, 3);
        assertEquals(Optional.empty(), upload.uploadId());
        List<PieceReceipt> receipts = S3StoreContract.putAll(upload, pieces(seed));
        assertEquals(receipts.get(2), Travels.through(upload.slot(1)).put(pieces(seed).get(0)));
        if (before.isPresent()) {
          assertArrayEquals(before.get(), Files.readAllBytes(file(NAME)));
        } else {
          assertFalse(Files.exists(file(NAME)));
        }
        upload.complete(receipts);
        assertArrayEquals(S3StoreContract.joined(pieces(seed)), Files.readAllBytes(file(NAME)));
      }
      if (kind.equals("local")) {
        assertEquals(List.of(NAME), files());
      }
      assertTrue(store.address(NAME).endsWith("out/" + NAME), store.address(NAME));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "hadoop"})
  void validationLeavesAnEmptyFile(String kind) throws IOException {
    try (ExportStore store = open(kind)) {
      store.validate();
      store.validate();
      assertEquals(0, Files.size(file("validation")));
      if (kind.equals("local")) {
        assertEquals(List.of("validation"), files());
      }
    }
  }

  @Test
  void aPieceThatIsNotWholeIsNotUsed() throws IOException {
    try (ExportStore store = open("local")) {
      ObjectUpload upload = store.begin(NAME, 3);
      List<PieceReceipt> receipts = S3StoreContract.putAll(upload, pieces(1));
      upload.slot(3).put(RandomPiece.of(9, 8));
      assertFails(
          ExitCode.RETRY,
          "piece 3 has 8 bytes, and 7 were written",
          () -> upload.complete(receipts));
      ObjectUpload other = store.begin(NAME, 3);
      FlowlakeException failure =
          assertFails(ExitCode.RETRY, "piece 1 is not at ", () -> other.complete(receipts));
      assertTrue(failure.getMessage().contains("executors on other machines"));
      assertFalse(Files.exists(file(NAME)));
    }
  }

  /** A task that is killed, or a disk that is full: the piece is not there, or the old one is. */
  @Test
  void aPieceThatCannotBeReadIsNotThere() throws IOException {
    try (ExportStore store = open("local")) {
      ObjectUpload upload = store.begin(NAME, 1);
      assertFails(
          ExitCode.RETRY,
          "the disk of the test is broken",
          () -> upload.slot(1).put(new BrokenPiece()));
      assertFails(
          ExitCode.RETRY,
          "the piece ended after 7 of 8 bytes",
          () -> upload.slot(1).put(new ShortPiece(RandomPiece.of(1, 7))));
      assertFails(
          ExitCode.RETRY,
          "piece 1 is not at",
          () -> upload.complete(List.of(new PieceReceipt(1, 10, "", ""))));
    }
  }

  @Test
  void twoWritersDoNotMeetAndReadersSeeOneOfTheirFilesWhole() throws Exception {
    List<byte[]> possible = new ArrayList<>();
    for (int seed : new int[] {1, 1001}) {
      possible.add(S3StoreContract.joined(pieces(seed)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(3);
    AtomicBoolean done = new AtomicBoolean();
    try (ExportStore store = open("local")) {
      write(store, 1);
      Future<Integer> reader = threads.submit(() -> read(possible, done));
      List<Future<Void>> writers =
          threads.invokeAll(
              List.<Callable<Void>>of(() -> writeOften(store, 1), () -> writeOften(store, 1001)));
      for (Future<Void> writer : writers) {
        writer.get();
      }
      done.set(true);
      assertTrue(reader.get() > 0);
      assertEquals(List.of(NAME), files());
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  private static Void writeOften(ExportStore store, int seed) {
    for (int i = 0; i < 20; i++) {
      write(store, seed);
    }
    return null;
  }

  private int read(List<byte[]> possible, AtomicBoolean done) throws IOException {
    int reads = 0;
    while (!done.get()) {
      byte[] seen = Files.readAllBytes(file(NAME));
      assertTrue(possible.stream().anyMatch(whole -> Arrays.equals(whole, seen)));
      reads++;
    }
    return reads;
  }

  @Test
  void aFolderThatCannotBeIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Configuration hadoop = new Configuration();
    for (String place : List.of(file.toString(), file + "/below")) {
      assertFails(
          ExitCode.USAGE,
          "there is a file where a folder should be",
          () -> ExportStores.open(place, Map.of(), hadoop).validate());
    }
    assertFails(
        ExitCode.USAGE,
        "no file system is known for nonsense: addresses",
        () -> ExportStores.open("nonsense://x/y", Map.of(), hadoop).validate());
    assertFails(ExitCode.USAGE, "it is an S3 address", () -> new FolderLocation("s3a://key:x@b/p"));
    assertFails(ExitCode.USAGE, "it is empty", () -> new FolderLocation(" "));
  }

  /** Settings go with slots to tasks, but S3A's keys stay. */
  @Test
  void slotsCarryTheSettingsOfTheirFileSystemOnly() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.s3a.secret.key", "a-secret-of-s3a");
    hadoop.set("fs.viewfs.mounttable.exports.link./out", folder.toUri().toString());
    try (ExportStore store = ExportStores.open(HADOOP + "out/out", Map.of(), hadoop)) {
      PieceSlot slot = store.begin(NAME, 1).slot(1);
      String carried = new String(Travels.packed(slot), ISO_8859_1);
      assertFalse(carried.contains("a-secret-of-s3a"));
      assertTrue(carried.contains("fs.viewfs.mounttable"));
      assertFalse(slot.toString().contains("mounttable"), slot.toString());
    }
  }

  /** A piece that has a byte less than it says. */
  private record ShortPiece(PieceContent content) implements PieceContent {
    @Override
    public long bytes() {
      return content.bytes() + 1;
    }

    @Override
    public InputStream open() throws IOException {
      return content.open();
    }

    @Override
    public String sha256() {
      return content.sha256();
    }

    @Override
    public String md5() {
      return content.md5();
    }
  }
}
