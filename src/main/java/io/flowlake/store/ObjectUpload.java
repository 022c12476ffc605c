package io.flowlake.store;

import java.util.List;
import java.util.Optional;

/** One object on its way into a store, in pieces. Lives on the driver. */
public interface ObjectUpload {
  /**
   * Where piece {@code number} (from 1) goes; a task takes it along. Any number of tasks may use
   * it.
   */
  PieceSlot slot(int number);

  /**
   * What names the unfinished upload in the store, such as S3's upload id; empty where nothing
   * does.
   */
  Optional<String> uploadId();

  /**
   * Makes the object of its pieces, in one step: before it, readers see what was there before, and
   * after it the whole object. What the store holds is compared with the receipts first.
   *
   * @param receipts one for each piece, by number
   * @throws io.flowlake.model.FlowlakeException in words; the object is as it was then
   */
  void complete(List<PieceReceipt> receipts);

  /**
   * Gives the upload up, and removes what it may remove (a folder's temporary files; nothing on S3
   * without the permission).
   *
   * @return what is left behind and how to be rid of it, as a sentence; empty for nothing
   */
  Optional<String> abandon();
}
