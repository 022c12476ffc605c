package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;

/** A folder that exports go to, by its own name and by one of Hadoop's. */
abstract class ExportFolder {
  static final String NAME = "tg-flow-logs-2026-11-01.csv.gz";
  static final String HADOOP = "viewfs://exports/";

  @TempDir Path folder;

  /** {@code local}, or Hadoop's view of the same folder under another scheme. */
  ExportStore open(String kind) {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.viewfs.mounttable.exports.link./out", folder.toUri().toString());
    String place = kind.equals("local") ? folder.resolve("out").toString() : HADOOP + "out/out";
    return ExportStores.open(place, Map.of(), hadoop);
  }

  Path file(String name) {
    return folder.resolve("out").resolve(name);
  }

  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  static List<RandomPiece> pieces(int seed) {
    return List.of(
        RandomPiece.of(seed, 100_000), RandomPiece.of(seed + 1, 0), RandomPiece.of(seed + 2, 7));
  }

  static FlowlakeException assertFails(ExitCode exitCode, String words, Runnable action) {
    FlowlakeException failure = assertThrows(FlowlakeException.class, action::run);
    assertEquals(exitCode, failure.exitCode(), failure.getMessage());
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
    return failure;
  }

  static void write(ExportStore store, int seed) {
    ObjectUpload upload = store.begin(NAME, 3);
    upload.complete(S3StoreContract.putAll(upload, pieces(seed)));
  }
}
