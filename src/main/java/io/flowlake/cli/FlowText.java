package io.flowlake.cli;

import io.flowlake.model.Flow;
import io.flowlake.model.TcpFlags;
import io.flowlake.model.Times;
import org.jspecify.annotations.Nullable;

/** A flow as one line for people. */
final class FlowText {
  private FlowText() {}

  static String line(Flow flow) {
    Long end = flow.endTime();
    return "%s  %-9s %8s  %-5s %24s > %-24s %10s sent %10s recv  %s"
        .formatted(
            Times.format(flow.startTime()),
            flow.node(),
            end == null ? "open" : Shown.duration((end - flow.startTime()) / 1000),
            flow.protocol(),
            endpoint(flow.sourceIp(), flow.sourcePort()),
            endpoint(flow.destIp(), flow.destPort()),
            bytes(flow.sentBytes()),
            bytes(flow.recvBytes()),
            flow.tcpFlags() == null ? "" : TcpFlags.text(flow.tcpFlags()))
        .stripTrailing();
  }

  private static String endpoint(String ip, @Nullable Integer port) {
    if (port == null) {
      return ip;
    }
    return ip.indexOf(':') < 0 ? ip + ":" + port : "[" + ip + "]:" + port;
  }

  private static String bytes(@Nullable Long count) {
    return count == null ? "-" : Shown.bytes(count);
  }
}
