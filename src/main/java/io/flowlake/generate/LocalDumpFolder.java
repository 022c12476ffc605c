package io.flowlake.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A folder of this machine. */
final class LocalDumpFolder implements DumpFolder {
  private final Path root;

  LocalDumpFolder(Path root) {
    this.root = root;
  }

  @Override
  public boolean isEmpty() throws IOException {
    if (!Files.exists(root)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries.findAny().isEmpty();
    }
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(root.resolve(name));
  }

  @Override
  public OutputStream create(String name) throws IOException {
    Path file = root.resolve(DumpFolder.temporary(name));
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return Files.newOutputStream(file);
  }

  @Override
  public void publish(String name) throws IOException {
    if (exists(name)) {
      throw new FileAlreadyExistsException(root.resolve(name).toString());
    }
    Path file = root.resolve(DumpFolder.temporary(name));
    Files.move(file, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void discard(String name) throws IOException {
    Files.deleteIfExists(root.resolve(DumpFolder.temporary(name)));
  }
}
