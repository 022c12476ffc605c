package io.flowlake.store;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** An object on its way into a folder. */
final class FolderUpload implements ObjectUpload {
  private static final String WHOLE = "/whole";

  private final Folder folder;
  private final FolderAddress address;
  private final String unfinished;
  private final String name;
  private final int pieces;

  FolderUpload(Folder folder, FolderAddress address, String unfinished, String name, int pieces) {
    this.folder = folder;
    this.address = address;
    this.unfinished = unfinished;
    this.name = name;
    this.pieces = pieces;
  }

  @Override
  public PieceSlot slot(int number) {
    Receipts.checkNumber(number, pieces);
    return new FolderSlot(address, unfinished, number);
  }

  @Override
  public Optional<String> uploadId() {
    return Optional.empty();
  }

  @Override
  public void complete(List<PieceReceipt> receipts) {
    List<PieceReceipt> ordered = Receipts.inOrder(receipts, pieces);
    String what = "finish " + folder.address(name);
    try {
      for (PieceReceipt receipt : ordered) {
        check(receipt, what);
      }
      folder.replace(whole(), name);
    } catch (IOException e) {
      throw FolderErrors.inWords(what, e);
    }
    abandon();
  }

  @Override
  public Optional<String> abandon() {
    try {
      folder.delete(unfinished);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "The unfinished pieces in %s could not be deleted (%s); an export after a day tries again, or delete the folder."
              .formatted(folder.address(unfinished), e.getMessage()));
    }
  }

  /** The file of all pieces; a single one need not be copied. */
  private String whole() throws IOException {
    if (pieces == 1) {
      return FolderSlot.pieceName(unfinished, 1);
    }
    try (OutputStream out = folder.write(unfinished + WHOLE)) {
      for (int number = 1; number <= pieces; number++) {
        try (InputStream in = folder.read(FolderSlot.pieceName(unfinished, number))) {
          in.transferTo(out);
        }
      }
    }
    return unfinished + WHOLE;
  }

  private void check(PieceReceipt receipt, String what) throws IOException {
    String piece = FolderSlot.pieceName(unfinished, receipt.number());
    long size = folder.size(piece);
    if (size != receipt.bytes()) {
      throw new FlowlakeException(
          ExitCode.RETRY,
          "Cannot %s: piece %d %s. Run the same command again; executors on other machines must have the same folder (a shared disk, or an address such as hdfs://…)."
              .formatted(
                  what,
                  receipt.number(),
                  size < 0
                      ? "is not at " + folder.address(piece)
                      : "has %d bytes, and %d were written".formatted(size, receipt.bytes())));
    }
  }
}
