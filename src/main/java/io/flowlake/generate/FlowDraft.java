package io.flowlake.generate;

import io.flowlake.model.Flow;
import io.flowlake.model.TcpFlags;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow in the making. One object serves all flows of a thread: at some hundred thousand flows a
 * second, objects and texts would cost more than the flows.
 */
final class FlowDraft {
  /** A number that is not there: a node, port, flags, or the end of an open flow. */
  static final int NONE = -1;

  /** A start that is written as bytes that are no text. */
  static final long BROKEN_TIME = Long.MIN_VALUE;

  int node;
  int sourceNode;
  int destNode;
  long sourceAddress;
  long destAddress;
  int sourcePort;
  int destPort;
  long sentBytes;
  long recvBytes;
  long startMillis;
  long endMillis;
  TrafficClass traffic = TrafficClass.TCP;
  int tcpFlags;
  long flowFlags;

  /** The bits of the activity id; 0 for none. */
  long activity;

  /** What {@code meta} tells; {@link #NONE} for null. */
  int meta;

  Quirk quirk = Quirk.NONE;

  /** A random number in [0, 1) that places the end of a flow which was open for long. */
  double closingMoment;

  /** Makes it what was known when it was still open: less. */
  void beOpen() {
    endMillis = NONE;
    sentBytes -= sentBytes / 2;
    recvBytes -= recvBytes / 2;
    if (tcpFlags != NONE) {
      tcpFlags &= ~(TcpFlags.FIN | TcpFlags.RST);
    }
  }

  /** Ends it within a stretch of time after its start. */
  void closeWithin(long fromMillis, long toMillis) {
    endMillis = fromMillis + (long) ((toMillis - fromMillis) * closingMoment);
  }

  /** The flow as a reader of the raw record must see it. */
  Flow toFlow(NodeNames nodes) {
    return new Flow(
        nodes.text(node),
        startMillis * 1_000,
        endMillis == NONE ? null : (Long) (endMillis * 1_000),
        traffic.name(),
        sourceNode == NONE ? null : nodes.text(sourceNode),
        Addresses.text(sourceAddress),
        orNull(sourcePort),
        destNode == NONE ? null : nodes.text(destNode),
        Addresses.text(destAddress),
        orNull(destPort),
        recvBytes,
        sentBytes,
        orNull(tcpFlags),
        flowFlags == NONE ? null : (Long) flowFlags,
        activity == 0 ? null : activityId(),
        meta == NONE ? null : metaText());
  }

  /** A UUID; only valid where there is an activity. */
  String activityId() {
    // Version 4, variant 1, as threat feeds have them.
    long high = (activity & ~0xF000L) | 0x4000L;
    long low = ((activity * 31) & 0x3FFF_FFFF_FFFF_FFFFL) | (1L << 63);
    return new UUID(high, low).toString();
  }

  /** A JSON object; only valid where there is a meta. */
  String metaText() {
    return "{\"app\":\"" + (meta % 2 == 0 ? "tls" : "dns") + "\",\"ttl\":" + (32 + meta) + "}";
  }

  private static @Nullable Integer orNull(int value) {
    return value == NONE ? null : (Integer) value;
  }
}
