package io.flowlake.store;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of this machine. Not by Hadoop's local file system: that one leaves checksum files
 * beside ours, and takes two steps to put a file in place of another.
 */
record LocalFolder(Path root) implements Folder {
  @Override
  public String address(String name) {
    return root.resolve(name).toString();
  }

  @Override
  public void makeFolder(String name) throws IOException {
    Files.createDirectories(root.resolve(name));
  }

  @Override
  public List<Entry> list(String name) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> paths = Files.list(root.resolve(name))) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        entry(path).ifPresent(entries::add);
      }
    } catch (UncheckedIOException e) { // streams of paths cannot throw the other
      throw e.getCause();
    }
    return entries;
  }

  @Override
  public long size(String name) throws IOException {
    try {
      return Files.size(root.resolve(name));
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  @Override
  public InputStream read(String name) throws IOException {
    return Files.newInputStream(root.resolve(name));
  }

  @Override
  public OutputStream write(String name) throws IOException {
    FileOutputStream file = new FileOutputStream(root.resolve(name).toFile());
    return new BufferedOutputStream(file, 1 << 16) {
      @Override
      public void close() throws IOException {
        try (file) {
          flush();
          file.getFD().sync(); // or a name could outlive a power cut, and the bytes not
        }
      }
    };
  }

  @Override
  public void replace(String from, String to) throws IOException {
    Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    List<Path> inner;
    try (Stream<Path> paths = Files.walk(root.resolve(name))) {
      inner = paths.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : inner) {
      Files.deleteIfExists(path);
    }
  }

  /** Empty when it has gone since the folder was listed. */
  private static Optional<Entry> entry(Path path) throws IOException {
    try {
      long modified = Files.getLastModifiedTime(path).toMillis();
      return Optional.of(new Entry(String.valueOf(path.getFileName()), modified));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
