package io.flowlake.lake;

import io.flowlake.lake.AtomicCreate.Outcome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Creation on S3 by one PUT with {@code If-None-Match: *}, which the store refuses with 412 if the
 * key is taken. The primitive is S3A's, since Hadoop 3.4.2.
 */
final class ConditionalPut {
  /**
   * Hadoop setting: "true" promises that nobody else writes this lake, so that a store which does
   * not know {@code If-None-Match} will do.
   */
  static final String SINGLE_WRITER = "flowlake.single.writer";

  /**
   * {@code Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE}, as S3A spells it.
   */
  private static final String ONLY_IF_ABSENT = "fs.option.create.conditional.overwrite";

  private static final int ATTEMPTS = 8;
  private static final long FIRST_PAUSE_MS = 50;

  private final FileSystem fileSystem;
  private final boolean singleWriter;

  ConditionalPut(FileSystem fileSystem, Configuration configuration) {
    this.fileSystem = fileSystem;
    this.singleWriter = configuration.getBoolean(SINGLE_WRITER, false);
  }

  Outcome create(Path path, byte[] content) throws IOException {
    if (singleWriter) {
      return createAlone(path, content);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        put(path, content, true);
        return Outcome.CREATED;
      } catch (IOException failure) {
        Outcome outcome = outcomeDespite(failure, path, content);
        if (outcome != null) {
          return outcome;
        }
        if (attempt == ATTEMPTS || !S3Failure.of(failure).isWorthRepeating()) {
          throw failure;
        }
        pause(attempt);
      }
    }
  }

  /** Writes the object whatever is there; on S3 readers see the old bytes or the new ones. */
  void replace(Path path, byte[] content) throws IOException {
    put(path, content, false);
  }

  private Outcome createAlone(Path path, byte[] content) throws IOException {
    if (fileSystem.exists(path)) {
      return Outcome.WAS_THERE;
    }
    put(path, content, false);
    return Outcome.CREATED;
  }

  private void put(Path path, byte[] content, boolean onlyIfAbsent) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder =
        fileSystem.createFile(path).overwrite(!onlyIfAbsent).recursive();
    if (onlyIfAbsent) {
      builder.must(ONLY_IF_ABSENT, true);
    }
    FSDataOutputStream out = (FSDataOutputStream) builder.build();
    try {
      out.write(content);
    } catch (IOException failure) {
      // Closing would complete the object with what was written so far.
      out.abort();
      throw failure;
    }
    out.close();
  }

  /**
   * What a failed attempt led to. The first answer may have been lost and the request repeated by
   * the SDK, so that 412 was given against ourselves: only the bytes tell whose object it is. Null
   * if there is no object.
   */
  private @Nullable Outcome outcomeDespite(IOException failure, Path path, byte[] content)
      throws IOException {
    if (!S3Failure.leavesOpen(failure)) {
      throw failure;
    }
    try {
      return holds(path, content) ? Outcome.CREATED : Outcome.WAS_THERE;
    } catch (FileNotFoundException absent) {
      return null;
    } catch (IOException unreadable) {
      failure.addSuppressed(unreadable);
      throw failure;
    }
  }

  private boolean holds(Path path, byte[] content) throws IOException {
    if (fileSystem.getFileStatus(path).getLen() != content.length) {
      return false;
    }
    byte[] stored = new byte[content.length];
    try (FSDataInputStream in = fileSystem.open(path)) {
      in.readFully(0, stored);
    }
    return Arrays.equals(stored, content);
  }

  private static void pause(int attempt) throws InterruptedIOException {
    long most = FIRST_PAUSE_MS << attempt;
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException)
          new InterruptedIOException("Interrupted between two attempts to write").initCause(e);
    }
  }
}
