package io.flowlake.export;

import io.flowlake.store.ExportStore;
import io.flowlake.store.ObjectUpload;
import io.flowlake.store.PieceContent;
import io.flowlake.store.PieceReceipt;
import io.flowlake.store.PieceSlot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A store that keeps the pieces of each object for a test to look at, beside the object. */
final class PieceFolder implements ExportStore {
  private final Path folder;

  PieceFolder(Path folder) {
    this.folder = folder;
  }

  Path object(String name) {
    return folder.resolve(name);
  }

  /** Piece {@code number} (from 1) of an object. */
  Path piece(String name, int number) {
    return folder.resolve(name + "." + number);
  }

  @Override
  public String address(String name) {
    return folder.resolve(name).toString();
  }

  @Override
  public String place() {
    return folder.toString();
  }

  @Override
  public ObjectUpload begin(String name, int pieces) {
    return new ObjectUpload() {
      @Override
      public PieceSlot slot(int number) {
        return new Slot(piece(name, number).toString(), number);
      }

      @Override
      public Optional<String> uploadId() {
        return Optional.empty();
      }

      @Override
      public void complete(List<PieceReceipt> receipts) {
        try {
          Files.deleteIfExists(object(name));
          Files.createFile(object(name));
          for (int number = 1; number <= pieces; number++) {
            Files.write(
                object(name), Files.readAllBytes(piece(name, number)), StandardOpenOption.APPEND);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public Optional<String> abandon() {
        return Optional.empty();
      }
    };
  }

  @Override
  public void validate() {
    // Nothing to prove.
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  private record Slot(String file, int number) implements PieceSlot {
    private static final long serialVersionUID = 1L;

    @Override
    public PieceReceipt put(PieceContent content) {
      try (InputStream in = content.open()) {
        Files.copy(in, Path.of(file), StandardCopyOption.REPLACE_EXISTING);
        return new PieceReceipt(number, content.bytes(), "", content.sha256());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
