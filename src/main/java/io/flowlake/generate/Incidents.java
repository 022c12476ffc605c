package io.flowlake.generate;

import static io.flowlake.model.TcpFlags.ACK;
import static io.flowlake.model.TcpFlags.FIN;
import static io.flowlake.model.TcpFlags.PSH;
import static io.flowlake.model.TcpFlags.RST;
import static io.flowlake.model.TcpFlags.SYN;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The flows of incidents: the same for the same days and number of nodes, whatever the seed. Their
 * hosts are not among the stream's own: {@code 10.k.200.0/24} behind node k, and the public ranges
 * that RFC 5737 keeps for examples. So no planted flow has the key of another one.
 */
public final class Incidents {
  /** The incidents take place at so many sites. */
  static final int LEAST_NODES = 3;

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final int COMPLETE = SYN | ACK | PSH | FIN;
  private static final int FIRST = 0;
  private static final int SECOND_SITE = 1;
  private static final int THIRD = 2;

  private final StreamShape shape;

  private Incidents(StreamShape shape) {
    this.shape = shape;
  }

  /** The incidents on the days of a stream, which must have 3 nodes or more. */
  public static Incidents in(StreamShape shape) {
    return new Incidents(shape);
  }

  /** How many flows each kind has on all days. */
  public Map<Incident, Integer> flows() {
    Map<Incident, Integer> flows = new EnumMap<>(Incident.class);
    for (Incident incident : Incident.values()) {
      int sum = 0;
      for (int day = 0; day < shape.days(); day++) {
        sum += planted(incident, day).size();
      }
      flows.put(incident, sum);
    }
    return flows;
  }

  /** As {@link #flows}, as the lines of a stream. */
  RecordCounts counts() {
    long sum = flows().values().stream().mapToLong(Integer::longValue).sum();
    return new RecordCounts(Map.of(RecordKind.FIRST, sum));
  }

  /** The names of the stream's nodes, and of one more that falls silent. */
  NodeNames nodes() {
    return new NodeNames(shape.nodes() + 1);
  }

  /** The flows of all incidents on a day, 0 for the first. */
  List<FlowDraft> on(int day) {
    List<FlowDraft> flows = new ArrayList<>();
    for (Incident incident : Incident.values()) {
      flows.addAll(planted(incident, day));
    }
    return flows;
  }

  private List<FlowDraft> planted(Incident incident, int day) {
    long midnight = shape.startMillis() + day * DayCurve.DAY_MILLIS;
    boolean last = day == shape.days() - 1;
    return switch (incident) {
      case SCAN -> last ? scan(midnight + clock(3, 12)) : List.of();
      case SWEEP -> last ? sweep(midnight + clock(9, 40)) : List.of();
      case SERVICE -> last ? service(midnight) : List.of();
      case TRANSLATED -> last ? translated(midnight + clock(11, 0)) : List.of();
      case SILENCE -> silence(midnight, last);
      case BACKUP -> backup(midnight + clock(1, 0), day);
    };
  }

  /**
   * Closed ports answer with a reset, as every eighth does, two are open, a firewall drops all
   * else.
   */
  private static List<FlowDraft> scan(long begin) {
    List<FlowDraft> flows = new ArrayList<>();
    for (int port = 1; port <= 1_024; port++) {
      FlowDraft flow = tcp(SECOND_SITE, begin + port * 400L, FlowDraft.NONE, SECOND_SITE);
      from(flow, v4(203, 0, 113, 66), 41_000 + port % 7);
      to(flow, v4(10, SECOND_SITE + 1, 200, 10), port);
      if (port == 22 || port == 443) {
        course(flow, 180, 124, 60, SYN | ACK | RST);
      } else if (port % 8 == 0) {
        course(flow, 30, 60, 40, TcpEndings.REFUSED);
      } else {
        course(flow, 0, 60, 0, TcpEndings.UNANSWERED);
      }
      flows.add(flow);
    }
    return flows;
  }

  private static List<FlowDraft> sweep(long begin) {
    List<FlowDraft> flows = new ArrayList<>();
    for (int host = 0; host < 1_500; host++) {
      FlowDraft flow = tcp(FIRST, begin + host * 600L, FIRST, THIRD);
      from(flow, v4(10, FIRST + 1, 200, 66), 49_152 + host);
      to(flow, Addresses.siteV4(THIRD, host), 445);
      course(flow, 0, 120, 0, TcpEndings.UNANSWERED);
      flows.add(flow);
    }
    return flows;
  }

  /** A call every 30 s all day; every 2 s while callers that are reset try again. */
  private static List<FlowDraft> service(long midnight) {
    List<FlowDraft> flows = new ArrayList<>();
    long time = clock(0, 0);
    while (time < DayCurve.DAY_MILLIS) {
      boolean resetting = time >= clock(14, 5) && time < clock(14, 35);
      int number = flows.size();
      FlowDraft flow = tcp(SECOND_SITE, midnight + time, FIRST, SECOND_SITE);
      from(flow, v4(10, FIRST + 1, 200, 100 + number % 60), 50_000 + number % 5_000);
      to(flow, v4(10, SECOND_SITE + 1, 200, 20), 8_443);
      if (resetting) {
        course(flow, 90, 420, 40, SYN | ACK | PSH | RST);
      } else {
        course(flow, 1_200, 2_600 + number % 900, 18_000 + number % 7_000, COMPLETE);
      }
      flows.add(flow);
      time += resetting ? 2 * SECOND : 30 * SECOND;
    }
    return flows;
  }

  /** The near node sees the client's own address, the far one what the gateway made of it. */
  private static List<FlowDraft> translated(long begin) {
    List<FlowDraft> flows = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      long start = begin + 30L * SECOND * number;
      FlowDraft near = tcp(FIRST, start, FIRST, THIRD);
      from(near, v4(10, FIRST + 1, 200, 77), 51_000 + number);
      to(near, v4(203, 0, 113, 80), 443);
      FlowDraft far = tcp(THIRD, start + 18, FIRST, THIRD);
      from(far, v4(198, 51, 100, 1), 20_000 + number * 7);
      to(far, v4(10, THIRD + 1, 200, 80), 8_080);
      for (FlowDraft flow : List.of(near, far)) {
        course(
            flow, 2_500 + number * 10L, 3_000 + number * 137L, 90_000 + number * 1_009L, COMPLETE);
        flows.add(flow);
      }
    }
    return flows;
  }

  private List<FlowDraft> silence(long midnight, boolean last) {
    List<FlowDraft> flows = new ArrayList<>();
    int node = shape.nodes();
    for (long time = MINUTE; time < DayCurve.DAY_MILLIS; time += 5 * MINUTE) {
      if (!last || time < clock(11, 0) || time >= clock(17, 0)) {
        FlowDraft flow = tcp(node, midnight + time, node, FIRST);
        from(flow, v4(10, (node + 1) & 0xFF, 200, 2), 60_000);
        to(flow, v4(10, FIRST + 1, 200, 5), 514);
        course(flow, 40, 900, 120, COMPLETE);
        flows.add(flow);
      }
    }
    return flows;
  }

  private static List<FlowDraft> backup(long begin, int day) {
    List<FlowDraft> flows = new ArrayList<>();
    double growth = StrictMath.pow(1.125, day);
    for (int number = 0; number < 24; number++) {
      FlowDraft flow = tcp(FIRST, begin + 55L * SECOND * number, FIRST, THIRD);
      from(flow, v4(10, FIRST + 1, 200, 30), 45_000 + number);
      to(flow, v4(10, THIRD + 1, 200, 30), 873);
      course(flow, 50 * SECOND, (long) (50_000_000 * growth), 400_000, COMPLETE);
      flows.add(flow);
    }
    return flows;
  }

  // -- a flow, in three calls ---------------------------------------------------------------------

  private static FlowDraft tcp(int node, long startMillis, int sourceNode, int destNode) {
    FlowDraft flow = new FlowDraft();
    flow.node = node;
    flow.startMillis = startMillis;
    flow.sourceNode = sourceNode;
    flow.destNode = destNode;
    flow.meta = FlowDraft.NONE;
    return flow;
  }

  private static void from(FlowDraft flow, long address, int port) {
    flow.sourceAddress = address;
    flow.sourcePort = port;
  }

  private static void to(FlowDraft flow, long address, int port) {
    flow.destAddress = address;
    flow.destPort = port;
  }

  private static void course(FlowDraft flow, long millis, long sent, long received, int flags) {
    flow.endMillis = flow.startMillis + millis;
    flow.sentBytes = sent;
    flow.recvBytes = received;
    flow.tcpFlags = flags;
  }

  private static long v4(int first, int second, int third, int fourth) {
    return (long) first << 24 | (long) second << 16 | (long) third << 8 | fourth;
  }

  private static long clock(int hour, int minute) {
    return (hour * 60L + minute) * MINUTE;
  }
}
