package io.flowlake.store;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one piece goes: an address that the driver signed for it alone, so that a task needs no
 * keys. Whoever has the address may write the piece, so it is not shown.
 */
final class S3Slot implements PieceSlot {
  private static final long serialVersionUID = 1L;

  private final int number;
  private final String what;
  private final URI signed;
  private final Map<String, String> headers;
  private final StoreErrors errors;
  private final Patience patience;

  /**
   * The slot of piece {@code number}.
   *
   * @param what is written, for messages: the object's address, or a piece of it
   * @param headers that were signed with the address
   */
  S3Slot(
      int number,
      String what,
      URI signed,
      Map<String, String> headers,
      StoreErrors errors,
      Patience patience) {
    this.number = number;
    this.what = what;
    this.signed = signed;
    this.headers = Map.copyOf(headers);
    this.errors = errors;
    this.patience = patience;
  }

  @Override
  public PieceReceipt put(PieceContent content) {
    return put(content, null);
  }

  /** As {@link #put(PieceContent)}, with another patience than usual where it is not null. */
  PieceReceipt put(PieceContent content, @Nullable Patience other) {
    Patience taken = other == null ? patience : other;
    S3Put put = new S3Put("write " + what, signed, headers, errors, taken);
    return new PieceReceipt(number, content.bytes(), put.send(content), content.sha256());
  }

  @Override
  public String toString() {
    return "slot of " + what;
  }
}
