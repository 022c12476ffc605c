package io.flowlake.store;

import java.io.Serializable;

/**
 * What a store said of a piece.
 *
 * @param number from 1
 * @param bytes its size
 * @param etag what the store calls these bytes, as it gave it (quotes and all); empty for a folder
 * @param sha256 lower-case hexadecimal digits
 */
public record PieceReceipt(int number, long bytes, String etag, String sha256)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
