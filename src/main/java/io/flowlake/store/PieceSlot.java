package io.flowlake.store;

import java.io.Serializable;

/**
 * Where one piece of an object goes. It travels to a task, so it holds no secret: at most an
 * address that is good for this piece alone, which must not be printed either.
 */
public interface PieceSlot extends Serializable {
  /**
   * Writes the piece; whoever did so before with the same bytes does no harm.
   *
   * @throws io.flowlake.model.FlowlakeException in words when the store refuses, or keeps failing
   */
  PieceReceipt put(PieceContent content);
}
