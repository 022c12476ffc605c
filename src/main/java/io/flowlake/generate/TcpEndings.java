package io.flowlake.generate;

import static io.flowlake.model.TcpFlags.ACK;
import static io.flowlake.model.TcpFlags.CWR;
import static io.flowlake.model.TcpFlags.ECE;
import static io.flowlake.model.TcpFlags.FIN;
import static io.flowlake.model.TcpFlags.PSH;
import static io.flowlake.model.TcpFlags.RST;
import static io.flowlake.model.TcpFlags.SYN;

/** How TCP connections go, as the union of the flags of both sides (measured: CTU-13). */
final class TcpEndings {
  /** Nobody answered. */
  static final int UNANSWERED = SYN;

  /** The port is closed. */
  static final int REFUSED = SYN | RST;

  private static final int[] FLAGS = {
    FIN | SYN | PSH | ACK,
    FIN | SYN | RST | PSH | ACK,
    UNANSWERED,
    FIN | SYN | ACK,
    REFUSED,
    SYN | ACK,
    RST | ACK,
    PSH | ACK,
    ACK,
    SYN | RST | ACK,
    SYN | PSH | ACK,
    FIN | SYN | PSH | ACK | ECE | CWR
  };

  private final AliasTable shares =
      new AliasTable(60, 19, 7, 5.5, 2, 1.5, 1.2, 1.2, 1.0, 0.8, 0.6, 0.2);

  int draw(FlowRandom random) {
    return FLAGS[shares.draw(random)];
  }
}
