package io.flowlake.generate;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The addresses of the synthetic world: 2,000 hosts behind each node ({@code 10.k.0.0/16}, sites
 * share ranges from the 257th node on, as private networks do) and 60,000 public ones; both popular
 * by Zipf's law. An address is a {@code long} code here, because text is only needed when written.
 */
final class Addresses {
  /** Hosts behind each node. */
  static final int SITE_HOSTS = 2_000;

  /** Addresses on the public side. */
  static final int PUBLIC_HOSTS = 60_000;

  /** Written as text that is no address. */
  static final long BROKEN = -1;

  private static final byte[] BROKEN_TEXT = ByteSink.ascii("10.300.7.1");
  private static final byte[] SITE_PREFIX = ByteSink.ascii("fd12:3456:");
  private static final byte[] PUBLIC_PREFIX = ByteSink.ascii("2a00:");
  private static final long V6 = 1L << 62;
  private static final long SITE = 1L << 61;

  /** First octets of blocks that hold a reserved range (RFC 6890), left out as a whole. */
  private static final Set<Integer> RESERVED = Set.of(10, 100, 127, 169, 172, 192, 198, 203);

  private final AliasTable siteHosts = new AliasTable(AliasTable.zipf(SITE_HOSTS, 1.0));
  private final AliasTable publicHosts = new AliasTable(AliasTable.zipf(PUBLIC_HOSTS, 1.09));
  private final int[] publicV4;

  Addresses(long seed) {
    publicV4 = publicV4(new FlowRandom(seed, 1));
  }

  int drawSiteHost(FlowRandom random) {
    return siteHosts.draw(random);
  }

  int drawPublicHost(FlowRandom random) {
    return publicHosts.draw(random);
  }

  static long siteV4(int node, int host) {
    return 10L << 24 | ((node + 1) & 0xFFL) << 16 | (host / 250) << 8 | (1 + host % 250);
  }

  static long siteV6(int node, int host) {
    return V6 | SITE | (long) node << 16 | host;
  }

  long publicV4(int host) {
    return publicV4[host] & 0xFFFF_FFFFL;
  }

  static long publicV6(int host) {
    return V6 | host;
  }

  /** Appends the canonical text of an address. */
  static void write(long code, ByteSink sink) {
    if (code == BROKEN) {
      sink.put(BROKEN_TEXT);
    } else if ((code & V6) == 0) {
      writeV4((int) code, sink);
    } else if ((code & SITE) != 0) {
      sink.put(SITE_PREFIX);
      sink.hex((int) (code >>> 16 & 0xFFFF) + 1);
      writeInterface((int) (code & 0xFFFF) + 1, sink);
    } else {
      int host = (int) (code & 0xFFFF_FFFFL);
      sink.put(PUBLIC_PREFIX);
      sink.hex(host / 1_000 + 1);
      sink.put(':');
      sink.hex(host % 1_000 + 1);
      writeInterface(host % 97 + 1, sink);
    }
  }

  /** The canonical text of an address. */
  static String text(long code) {
    ByteSink sink = new ByteSink(48);
    write(code, sink);
    return new String(sink.array(), 0, sink.size(), StandardCharsets.US_ASCII);
  }

  private static void writeInterface(int number, ByteSink sink) {
    sink.put(':');
    sink.put(':');
    sink.hex(number);
  }

  private static void writeV4(int bits, ByteSink sink) {
    sink.number(bits >>> 24);
    sink.put('.');
    sink.number(bits >>> 16 & 0xFF);
    sink.put('.');
    sink.number(bits >>> 8 & 0xFF);
    sink.put('.');
    sink.number(bits & 0xFF);
  }

  private static int[] publicV4(FlowRandom random) {
    int[] addresses = new int[PUBLIC_HOSTS];
    Set<Integer> taken = new HashSet<>();
    int count = 0;
    random.seek(0);
    while (count < PUBLIC_HOSTS) {
      int first = 1 + random.below(223);
      int address = first << 24 | random.below(1 << 24);
      if (!RESERVED.contains(first) && taken.add(address)) {
        addresses[count++] = address;
      }
    }
    return addresses;
  }
}
