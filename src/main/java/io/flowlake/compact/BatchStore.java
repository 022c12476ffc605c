package io.flowlake.compact;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.lake.AtomicCreate;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The manifests and results of batches, small JSON objects beside the tables. A manifest is created
 * only if its number is free, so of two jobs that claim a number one wins and the other sees what
 * was claimed.
 */
final class BatchStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long KEEP_MILLIS = 7L * 24 * 3_600_000;
  private static final String MANIFEST = ".manifest.json";
  private static final String RESULT = ".result.json";

  private final Path folder;
  private final Configuration configuration;

  BatchStore(Path folder, Configuration configuration) {
    this.folder = folder;
    this.configuration = configuration;
  }

  /** The manifest of batch {@code number}; empty when nobody claimed it. */
  Optional<Manifest> manifest(long number) throws IOException {
    return read(number, MANIFEST, Manifest.class);
  }

  /** Claims the manifest's number; false when it is taken. */
  boolean claim(Manifest manifest) throws IOException {
    byte[] content = JSON.writeValueAsBytes(manifest);
    // Two jobs that list the same dumps write the same bytes, and may both take it as theirs: they
    // do
    // the same work, and only one of them can commit it.
    return AtomicCreate.create(path(manifest.number(), MANIFEST), content, configuration)
        == AtomicCreate.Outcome.CREATED;
  }

  /** The result that {@code attempt} at batch {@code number} wrote; empty when it is not there. */
  Optional<BatchResult> result(long number, String attempt) throws IOException {
    return read(number, "." + attempt + RESULT, BatchResult.class);
  }

  /** The result of batch {@code number} if exactly one attempt wrote one. */
  Optional<BatchResult> onlyResult(long number) throws IOException {
    FileStatus[] results =
        fileSystem().globStatus(new Path(folder, "%020d.*%s".formatted(number, RESULT)));
    if (results == null || results.length != 1) {
      return Optional.empty();
    }
    try (InputStream in = fileSystem().open(results[0].getPath())) {
      return Optional.of(JSON.readValue(in, BatchResult.class));
    }
  }

  /**
   * Keeps the result of an attempt before it is committed. The commit names the attempt, so that
   * anyone can tell later whose result is the one that counts.
   */
  void writeResult(long number, String attempt, BatchResult result) throws IOException {
    Path target = path(number, "." + attempt + RESULT);
    AtomicCreate.create(target, JSON.writeValueAsBytes(result), configuration);
  }

  /**
   * Removes manifests and results of batches before {@code number} that are older than a week. The
   * newest always stays, and a job that runs longer than that and still names an old number finds
   * it in the ledger.
   */
  void removeBefore(long number) throws IOException {
    long youngest = System.currentTimeMillis() - KEEP_MILLIS;
    FileStatus[] files;
    try {
      files = fileSystem().listStatus(folder);
    } catch (FileNotFoundException e) {
      return;
    }
    for (FileStatus file : files) {
      String name = file.getPath().getName();
      boolean old = name.matches("\\d{20}\\..*") && Long.parseLong(name.substring(0, 20)) < number;
      if (old && file.getModificationTime() < youngest) {
        fileSystem().delete(file.getPath(), false);
      }
    }
  }

  private <T> Optional<T> read(long number, String kind, Class<T> type) throws IOException {
    try (InputStream in = fileSystem().open(path(number, kind))) {
      return Optional.of(JSON.readValue(in, type));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private Path path(long number, String kind) {
    return new Path(folder, "%020d%s".formatted(number, kind));
  }

  private FileSystem fileSystem() throws IOException {
    return folder.getFileSystem(configuration);
  }
}
