package io.flowlake.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Gives a file its name where hard links do not exist (FAT, some network mounts): under a lock on
 * one file of the folder, which the kernel releases when its holder dies, the name is checked and
 * the file renamed. Holds among processes of one machine, and among machines if the mount passes
 * locks on.
 */
final class FolderLock {
  /** Hidden, and sorted before every commit, so that no listing of a log meets it. */
  private static final String NAME = ".flowlake.lock";

  private FolderLock() {}

  /**
   * Renames unless the name is taken.
   *
   * @throws FileAlreadyExistsException if it is taken
   */
  static void rename(Path target, Path written) throws IOException {
    // The JDK refuses a second lock on one file within a process instead of waiting for it.
    synchronized (FolderLock.class) {
      try (FileChannel channel =
              FileChannel.open(
                  target.resolveSibling(NAME),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var held = channel.lock()) {
        if (!held.isValid() || Files.exists(target)) {
          throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
