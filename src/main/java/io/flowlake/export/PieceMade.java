package io.flowlake.export;

import io.flowlake.store.PieceReceipt;
import java.io.Serializable;

/**
 * What a task tells of the piece that it wrote.
 *
 * @param receipt what the store said
 * @param rows how many flows it holds
 * @param textBytes the size of its text
 * @param crc the CRC-32 of its text
 */
record PieceMade(PieceReceipt receipt, long rows, long textBytes, long crc)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
