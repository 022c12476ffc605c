package io.flowlake.store;

import java.util.Comparator;
import java.util.List;

/** Holds callers to what they began. */
final class Receipts {
  private Receipts() {}

  /** The receipts by number, one for each of the pieces. */
  static List<PieceReceipt> inOrder(List<PieceReceipt> receipts, int pieces) {
    List<PieceReceipt> sorted =
        receipts.stream().sorted(Comparator.comparingInt(PieceReceipt::number)).toList();
    boolean whole = sorted.size() == pieces;
    for (int i = 0; whole && i < pieces; i++) {
      whole = sorted.get(i).number() == i + 1;
    }
    if (!whole) {
      throw new IllegalArgumentException(
          "%d pieces were begun, and these have receipts: %s"
              .formatted(pieces, sorted.stream().map(PieceReceipt::number).toList()));
    }
    return sorted;
  }

  static void checkNumber(int number, int pieces) {
    if (number < 1 || number > pieces) {
      throw new IllegalArgumentException("piece %d of %d".formatted(number, pieces));
    }
  }
}
