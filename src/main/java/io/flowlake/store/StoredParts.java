package io.flowlake.store;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * The parts of an unfinished upload, as the store has them.
 *
 * @param byNumber from 1
 */
record StoredParts(Map<Integer, Part> byNumber) {
  /** All parts of an upload, page by page: a page has a thousand, an upload up to ten thousand. */
  static StoredParts of(S3Client client, String bucket, String key, String uploadId) {
    Map<Integer, Part> parts = new HashMap<>();
    client
        .listPartsPaginator(request -> request.bucket(bucket).key(key).uploadId(uploadId))
        .parts()
        .forEach(part -> parts.put(part.partNumber(), part));
    return new StoredParts(parts);
  }

  /**
   * Compares them with what tasks were told.
   *
   * @throws FlowlakeException (retry) naming the first that is not as it should be
   */
  void check(List<PieceReceipt> receipts, String what) {
    for (PieceReceipt receipt : receipts) {
      String fault = fault(receipt, byNumber.get(receipt.number()));
      if (fault != null) {
        throw new FlowlakeException(
            ExitCode.RETRY,
            "Cannot %s: piece %d of %d %s. Run the same command again."
                .formatted(what, receipt.number(), receipts.size(), fault));
      }
    }
  }

  private static @Nullable String fault(PieceReceipt receipt, @Nullable Part part) {
    if (part == null) {
      return "is not in the store, though it took it";
    }
    if (part.size() != receipt.bytes()) {
      return "has %d bytes in the store, and %d were sent".formatted(part.size(), receipt.bytes());
    }
    return ETags.bare(part.eTag()).equals(ETags.bare(receipt.etag()))
        ? null
        : "has other bytes in the store (%s) than were sent (%s)"
            .formatted(ETags.bare(part.eTag()), ETags.bare(receipt.etag()));
  }
}
