package io.flowlake.model;

import org.jspecify.annotations.Nullable;

/**
 * One conversation as one node logged it; a row of the {@code flows} table. Times are microseconds
 * since 1970 in UTC. Null means that the source did not know or the protocol has no such thing.
 *
 * @param node the node that logged the flow
 * @param startTime first packet, µs UTC
 * @param endTime last packet, µs UTC; null = the flow was still open when reported
 * @param protocol an IANA name such as {@code TCP}, or {@code UNKNOWN}
 * @param sourceNode the node that initiated the flow
 * @param sourceIp canonical text, see {@link IpAddress}
 * @param sourcePort 0 to 65535; null where the protocol has none
 * @param destNode the node that received the flow
 * @param destIp canonical text, see {@link IpAddress}
 * @param destPort 0 to 65535; null where the protocol has none
 * @param recvBytes bytes received at the source node
 * @param sentBytes bytes sent from the source node
 * @param tcpFlags bit mask, see {@link TcpFlags}; null where not known
 * @param flowFlags bit mask of why a flow was blocked; null where not known
 * @param activityId threat-intelligence activity id
 * @param meta JSON text of anything else that the source said
 */
public record Flow(
    String node,
    long startTime,
    @Nullable Long endTime,
    String protocol,
    @Nullable String sourceNode,
    String sourceIp,
    @Nullable Integer sourcePort,
    @Nullable String destNode,
    String destIp,
    @Nullable Integer destPort,
    @Nullable Long recvBytes,
    @Nullable Long sentBytes,
    @Nullable Integer tcpFlags,
    @Nullable Long flowFlags,
    @Nullable String activityId,
    @Nullable String meta) {

  /** The partition day: days since 1970-01-01 of the UTC date of {@link #startTime}. */
  public int day() {
    return Times.dayOf(startTime);
  }

  /** Whether the flow was still open when it was reported. */
  public boolean isOpen() {
    return endTime == null;
  }

  /**
   * The value of {@code column}: a {@link String}, an {@link Integer} (also {@code day}, in days
   * since 1970-01-01) or a {@link Long} (also times, in µs); null where the flow has none.
   */
  public @Nullable Object value(FlowColumn column) {
    return switch (column) {
      case NODE -> node;
      case DAY -> day();
      case START_TIME -> startTime;
      case END_TIME -> endTime;
      case PROTOCOL -> protocol;
      case SOURCE_NODE -> sourceNode;
      case SOURCE_IP -> sourceIp;
      case SOURCE_PORT -> sourcePort;
      case DEST_NODE -> destNode;
      case DEST_IP -> destIp;
      case DEST_PORT -> destPort;
      case RECV_BYTES -> recvBytes;
      case SENT_BYTES -> sentBytes;
      case TCP_FLAGS -> tcpFlags;
      case FLOW_FLAGS -> flowFlags;
      case ACTIVITY_ID -> activityId;
      case META -> meta;
    };
  }
}
