package io.flowlake.generate;

/**
 * Makes flow {@code n} of a stream: a pure function of the shape and {@code n}, so any thread can
 * make any flow at any time. Flows are numbered by start time.
 */
final class FlowSampler {
  private static final double NODE_TO_NODE = 0.45;
  private static final double OUTWARD = 0.44;
  private static final double IPV6 = 0.03;
  private static final double HUGE_RECV = 0.003;
  private static final double HUGE_SENT = 0.001;
  private static final double ICMP_UNANSWERED = 0.4;
  private static final double UNANSWERED_AT_ONCE = 0.7;
  private static final double DEFUNCT = 0.003;
  private static final double FLAGS_UNKNOWN = 0.1;
  private static final double THREAT = 0.05;
  private static final double WITH_META = 0.002;
  private static final long[] DEFUNCT_FLAGS = {
    1L << 16, 1L << 17, 1L << 18, 1L << 19, 1L << 26, 1L << 27, 1L << 28, 1L << 29
  };

  private final World world;
  private final FlowRandom random;

  FlowSampler(World world) {
    this.world = world;
    random = new FlowRandom(world.shape.seed(), 2);
  }

  /** Fills {@code draft} with flow {@code number}, closed. */
  void sample(long number, FlowDraft draft) {
    random.seek(number);
    double share = (number + random.unit()) / world.shape.flows();
    draft.startMillis = world.shape.startMillis() + world.curve.millisAt(share);
    draft.traffic = TrafficClass.draw(random);
    endpoints(number, draft);
    ports(number, draft);
    volume(draft);
    verdict(draft);
    draft.quirk = Quirk.draw(random);
    draft.closingMoment = random.unit();
  }

  private void endpoints(long number, FlowDraft draft) {
    boolean v6 = random.chance(IPV6);
    double direction = random.unit();
    int node = world.nodeShares.draw(random);
    draft.node = node;
    if (direction < NODE_TO_NODE && world.shape.nodes() > 1) {
      int other = otherNode(node);
      boolean loggedBySource = direction < NODE_TO_NODE / 2;
      draft.sourceNode = loggedBySource ? node : other;
      draft.destNode = loggedBySource ? other : node;
      draft.sourceAddress = site(draft.sourceNode, world.addresses.drawSiteHost(random), v6);
      draft.destAddress = site(draft.destNode, remoteHost(number, draft), v6);
    } else if (direction < NODE_TO_NODE + OUTWARD) {
      draft.sourceNode = node;
      draft.destNode = FlowDraft.NONE;
      draft.sourceAddress = site(node, world.addresses.drawSiteHost(random), v6);
      draft.destAddress = outside(number, draft, v6);
    } else {
      draft.sourceNode = FlowDraft.NONE;
      draft.destNode = node;
      draft.sourceAddress = outside(number, draft, v6);
      draft.destAddress = site(node, world.addresses.drawSiteHost(random), v6);
    }
  }

  private int otherNode(int node) {
    int other = world.nodeShares.draw(random);
    return other == node ? (node + 1) % world.shape.nodes() : other;
  }

  /** ICMP has no ports to tell simultaneous flows apart, so pings sweep over the hosts. */
  private int remoteHost(long number, FlowDraft draft) {
    return draft.traffic == TrafficClass.ICMP
        ? Ports.lane(number, Addresses.SITE_HOSTS)
        : world.addresses.drawSiteHost(random);
  }

  private long outside(long number, FlowDraft draft, boolean v6) {
    int host =
        draft.traffic == TrafficClass.ICMP
            ? Ports.lane(number, Addresses.PUBLIC_HOSTS)
            : world.addresses.drawPublicHost(random);
    return v6 ? Addresses.publicV6(host) : world.addresses.publicV4(host);
  }

  private static long site(int node, int host, boolean v6) {
    return v6 ? Addresses.siteV6(node, host) : Addresses.siteV4(node, host);
  }

  private void ports(long number, FlowDraft draft) {
    switch (draft.traffic) {
      case TCP -> draft.destPort = world.ports.drawTcp(random);
      case UDP -> draft.destPort = world.ports.drawUdp(random);
      case ICMP -> draft.destPort = FlowDraft.NONE;
    }
    draft.sourcePort =
        draft.traffic == TrafficClass.ICMP ? FlowDraft.NONE : world.ports.source(number, random);
  }

  private void volume(FlowDraft draft) {
    draft.traffic.drawBytes(random, draft);
    draft.endMillis = draft.startMillis + draft.traffic.drawMillis(random);
    draft.tcpFlags = FlowDraft.NONE;
    switch (draft.traffic) {
      case TCP -> tcpVolume(draft, world.endings.draw(random));
      case UDP -> {}
      case ICMP -> {
        if (random.chance(ICMP_UNANSWERED)) {
          unanswered(draft);
        }
      }
    }
  }

  private void tcpVolume(FlowDraft draft, int flags) {
    draft.tcpFlags = flags;
    if (flags == TcpEndings.UNANSWERED) {
      draft.sentBytes = 60L * (1 + random.below(3));
      unanswered(draft);
    } else if (flags == TcpEndings.REFUSED) {
      draft.sentBytes = 60;
      draft.recvBytes = 40;
      draft.endMillis = draft.startMillis + random.below(200);
    } else if (random.chance(HUGE_RECV)) {
      draft.recvBytes = TrafficClass.elephant(draft.recvBytes, random);
    } else if (random.chance(HUGE_SENT)) {
      draft.sentBytes = TrafficClass.elephant(draft.sentBytes, random);
    }
  }

  private void unanswered(FlowDraft draft) {
    draft.recvBytes = 0;
    if (random.chance(UNANSWERED_AT_ONCE)) {
      draft.endMillis = draft.startMillis;
    }
  }

  /** What the node made of it: flags of blocked flows, threat intelligence, meta. */
  private void verdict(FlowDraft draft) {
    double place = random.unit();
    draft.activity = 0;
    if (place < DEFUNCT) {
      draft.flowFlags = DEFUNCT_FLAGS[random.below(DEFUNCT_FLAGS.length)];
      draft.activity = random.chance(THREAT) ? random.next() | 1L << 32 : 0;
    } else {
      draft.flowFlags = place < DEFUNCT + FLAGS_UNKNOWN ? FlowDraft.NONE : 0;
    }
    draft.meta = random.chance(WITH_META) ? random.below(96) : FlowDraft.NONE;
  }
}
