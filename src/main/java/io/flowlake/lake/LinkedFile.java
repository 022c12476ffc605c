package io.flowlake.lake;

import io.flowlake.lake.AtomicCreate.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Whole files on a local disk. A file is written beside its place, synced, and then hard-linked
 * into it: unlike a rename, a link fails when the name is taken. (Delta's own store for local files
 * checks and then renames, so two processes can replace each other's commit.)
 */
final class LinkedFile {
  /** How a written file gets its final name. */
  interface Placing {
    /** Fails with {@link FileAlreadyExistsException} if the name is taken. */
    void place(Path target, Path written) throws IOException;
  }

  private LinkedFile() {}

  /** The local path of a {@code file:} URI. */
  static Path localPath(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }

  static Outcome create(Path target, byte[] content) throws IOException {
    return create(target, content, LinkedFile::linkOrLock);
  }

  static Outcome create(Path target, byte[] content, Placing placing) throws IOException {
    if (Files.exists(target)) {
      return Outcome.WAS_THERE;
    }
    Path written = writeBeside(target, content);
    try {
      placing.place(target, written);
      syncFolder(target);
      return Outcome.CREATED;
    } catch (FileAlreadyExistsException taken) {
      return Outcome.WAS_THERE;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Puts the file in place of what is there; readers see the old bytes or the new ones. */
  static void replace(Path target, byte[] content) throws IOException {
    Path written = writeBeside(target, content);
    try {
      // Hadoop's checksum of the old bytes would make the new ones unreadable.
      Files.deleteIfExists(target.resolveSibling("." + target.getFileName() + ".crc"));
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(target);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static Path writeBeside(Path target, byte[] content) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    // A leading dot: Delta, Spark and our own listings skip it if a killed process leaves it
    // behind.
    Path written =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
      return written;
    } catch (IOException e) {
      Files.deleteIfExists(written);
      throw e;
    }
  }

  private static void linkOrLock(Path target, Path written) throws IOException {
    try {
      Files.createLink(target, written);
    } catch (FileAlreadyExistsException taken) {
      // A network file system may repeat a link whose first answer was lost, and then refuse it.
      if (!Files.isSameFile(target, written)) {
        throw taken;
      }
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      FolderLock.rename(target, written);
    }
  }

  /** So that a power cut cannot take the name back; not every system can sync a folder. */
  private static void syncFolder(Path target) {
    try (FileChannel folder =
        FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException unsupported) {
      // The file itself is synced.
    }
  }
}
