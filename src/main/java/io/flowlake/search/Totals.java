package io.flowlake.search;

/**
 * Sums over flows; one that exceeds a long is its limit.
 *
 * @param flows how many
 * @param bytes sent + received
 * @param sentBytes sent from the source nodes
 * @param recvBytes received at the source nodes
 */
public record Totals(long flows, long bytes, long sentBytes, long recvBytes) {
  /** The sum that {@code measure} means. */
  public long of(Measure measure) {
    return switch (measure) {
      case BYTES -> bytes;
      case SENT_BYTES -> sentBytes;
      case RECV_BYTES -> recvBytes;
      case FLOWS -> flows;
    };
  }
}
