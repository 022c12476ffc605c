package io.flowlake.search;

import io.flowlake.filter.Quantity;
import io.flowlake.model.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The exact sums over the flows of a group.
 *
 * @param flows how many
 * @param bytes sent + received
 * @param sentBytes sent
 * @param recvBytes received
 */
record Sums(long flows, WideSum bytes, WideSum sentBytes, WideSum recvBytes) {
  /** Of no flow. */
  static final Sums NONE = new Sums(0, WideSum.ZERO, WideSum.ZERO, WideSum.ZERO);

  /** With one flow more. */
  Sums plus(Flow flow) {
    return new Sums(
        flows + 1,
        plus(bytes, Quantity.BYTES.of(flow)),
        plus(sentBytes, flow.sentBytes()),
        plus(recvBytes, flow.recvBytes()));
  }

  /** What {@code measure} means, for comparing. */
  WideSum of(Measure measure) {
    return switch (measure) {
      case BYTES -> bytes;
      case SENT_BYTES -> sentBytes;
      case RECV_BYTES -> recvBytes;
      case FLOWS -> WideSum.ZERO.plus(flows);
    };
  }

  Totals totals() {
    return new Totals(flows, bytes.value(), sentBytes.value(), recvBytes.value());
  }

  private static WideSum plus(WideSum sum, @Nullable Long value) {
    return value == null ? sum : sum.plus(value);
  }
}
