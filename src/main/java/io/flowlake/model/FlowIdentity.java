package io.flowlake.model;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.util.Comparator;

/** The key of a flow, and which of two open reports of a flow knows more. */
public final class FlowIdentity {
  /** Orders flows by their key ({@link FlowColumn#key}), nulls first; equal = the same key. */
  public static final Comparator<Flow> BY_KEY =
      comparing(Flow::node)
          .thenComparingLong(Flow::startTime)
          .thenComparing(Flow::protocol)
          .thenComparing(Flow::sourceNode, nullsFirst(naturalOrder()))
          .thenComparing(Flow::sourceIp)
          .thenComparing(Flow::sourcePort, nullsFirst(naturalOrder()))
          .thenComparing(Flow::destNode, nullsFirst(naturalOrder()))
          .thenComparing(Flow::destIp)
          .thenComparing(Flow::destPort, nullsFirst(naturalOrder()));

  /**
   * Orders open reports with one key by what they know: more bytes (sent + recv) first of all, then
   * more flag bits; the other columns only make it a total order, so that the report that stays
   * does not depend on the order of arrival.
   */
  public static final Comparator<Flow> BY_KNOWLEDGE =
      comparingLong(FlowIdentity::bytes)
          .thenComparing(comparingInt(FlowIdentity::flagBits))
          .thenComparing(Flow::recvBytes, nullsFirst(naturalOrder()))
          .thenComparing(Flow::sentBytes, nullsFirst(naturalOrder()))
          .thenComparing(Flow::tcpFlags, nullsFirst(naturalOrder()))
          .thenComparing(Flow::flowFlags, nullsFirst(naturalOrder()))
          .thenComparing(Flow::activityId, nullsFirst(naturalOrder()))
          .thenComparing(Flow::meta, nullsFirst(naturalOrder()));

  private FlowIdentity() {}

  private static long bytes(Flow flow) {
    long sent = flow.sentBytes() == null ? 0 : flow.sentBytes();
    long recv = flow.recvBytes() == null ? 0 : flow.recvBytes();
    long sum = sent + recv;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static int flagBits(Flow flow) {
    return flow.tcpFlags() == null ? 0 : Integer.bitCount(flow.tcpFlags());
  }
}
