package io.flowlake.lake;

import io.flowlake.lake.AtomicCreate.Outcome;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Asks an object store, before a job writes, whether it can do what commits rest on. A store that
 * does not know {@code If-None-Match} takes every conditional PUT, and two writers would silently
 * overwrite each other's commits.
 */
public final class StoreProbe {
  private StoreProbe() {}

  /**
   * Fails in seconds if nobody listens at the S3 endpoint of the settings; for jobs that only read.
   *
   * @throws FlowlakeException (run again) if nobody does
   */
  public static void requireReachable(Path lake, Configuration configuration) {
    try {
      Endpoint.requireListening(lake, configuration);
    } catch (IOException e) {
      throw StorageErrors.inWords(e, lake.toString());
    }
  }

  /**
   * Writes a small object of a unique name under the lake twice, of which the second must be
   * refused, and removes it. Does nothing on other file systems than S3.
   *
   * @throws FlowlakeException (usage) if the store ignores the condition; or in words why the store
   *     cannot be written at all, see {@link StorageErrors}
   */
  public static void requireSafeCommits(Path lake, Configuration configuration) {
    requireReachable(lake, configuration);
    try {
      FileSystem fileSystem = lake.getFileSystem(configuration);
      Path root = fileSystem.makeQualified(lake);
      if (List.of("s3a", "s3").contains(root.toUri().getScheme())) {
        probe(fileSystem, root, configuration);
      }
    } catch (IOException e) {
      throw StorageErrors.inWords(e, lake.toString());
    }
  }

  private static void probe(FileSystem fileSystem, Path root, Configuration configuration)
      throws IOException {
    Path object = new Path(root, ".flowlake-probe-" + UUID.randomUUID());
    ConditionalPut put = new ConditionalPut(fileSystem, configuration);
    try {
      put.create(object, "first\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      if (S3Failure.of(e).isNotImplemented()) {
        throw unsafe(root, "does not accept");
      }
      throw e;
    }
    try {
      if (put.create(object, "second\n".getBytes(StandardCharsets.UTF_8)) == Outcome.CREATED) {
        throw unsafe(root, "ignores");
      }
    } finally {
      remove(fileSystem, object);
    }
  }

  private static FlowlakeException unsafe(Path root, String verb) {
    return new FlowlakeException(
        ExitCode.USAGE,
        "Cannot write %s safely: the store %s If-None-Match, so two writers could overwrite each other's commits; use a store that knows it, or pass --single-writer if nothing else ever writes this lake"
            .formatted(root, verb));
  }

  /** Writers need no right to delete: where they have none, the few bytes stay. */
  private static void remove(FileSystem fileSystem, Path object) {
    try {
      fileSystem.delete(object, false);
    } catch (IOException denied) {
      // The answer to the probe matters more.
    }
  }
}
