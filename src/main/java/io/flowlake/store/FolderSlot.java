package io.flowlake.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;

/**
 * Where one piece goes: a file in the hidden folder of its object. Tasks that write the same piece
 * do not see each other's files; the piece gets its name when it is whole.
 *
 * @param folder the folder of the object
 * @param unfinished the hidden folder in it
 */
record FolderSlot(FolderAddress folder, String unfinished, int number) implements PieceSlot {
  private static final long serialVersionUID = 1L;

  @Override
  public PieceReceipt put(PieceContent content) {
    String piece = pieceName(unfinished, number);
    try {
      Folder opened = folder.open();
      String partial = piece + "." + UUID.randomUUID();
      try (InputStream in = content.open();
          OutputStream out = opened.write(partial)) {
        long bytes = in.transferTo(out);
        if (bytes != content.bytes()) {
          throw new IOException(
              "the piece ended after %d of %d bytes".formatted(bytes, content.bytes()));
        }
      }
      opened.replace(partial, piece);
      return new PieceReceipt(number, content.bytes(), "", content.sha256());
    } catch (IOException e) {
      throw FolderErrors.inWords("write piece %d into %s".formatted(number, folder), e);
    }
  }

  /** The file of a piece, once it is whole. */
  static String pieceName(String unfinished, int number) {
    return "%s/%05d".formatted(unfinished, number);
  }
}
