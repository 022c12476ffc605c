package io.flowlake;

import io.flowlake.model.Flow;
import io.flowlake.model.IpAddress;
import io.flowlake.model.TcpFlags;
import io.flowlake.model.Times;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Seeded random flows with everything that goes wrong: nulls, IPv6, odd ports, extreme times, names
 * that are no names. Values come from small pools as often as not, so that filters made of the same
 * pools ({@code RandomFilters}) match some flows and not others.
 */
public final class RandomFlows {
  public static final List<String> NODES =
      List.of(
          "edge-1", "edge-2", "edge-10", "dc1", "dc2", "local", "Käse 😀", "a=b", "a*b", "a\\b",
          "../x", "and", "it's", "%41");
  public static final List<String> ADDRESSES =
      List.of(
          "10.0.0.1",
          "10.1.4.7",
          "10.1.4.8",
          "10.255.255.255",
          "11.0.0.0",
          "0.0.0.0",
          "255.255.255.255",
          "172.16.9.20",
          "192.0.2.1",
          "100.64.0.1",
          "::",
          "::1",
          "fe80::1",
          "2001:db8::1",
          "2001:db8:0:1::1",
          "2001:db8:ffff::1",
          "64:ff9b::a00:1",
          "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
  public static final List<String> PROTOCOLS =
      List.of("TCP", "TCP", "UDP", "ICMP", "IPv6-ICMP", "GRE", "UNKNOWN");
  public static final List<Integer> PORTS =
      List.of(0, 22, 53, 80, 443, 1023, 1024, 8000, 8100, 49_151, 49_152, 65_535);
  public static final List<Long> BYTES =
      List.of(
          0L,
          1L,
          999L,
          1_000L,
          1_024L,
          10_000_000L,
          10_485_760L,
          1L << 31,
          1L << 40,
          Long.MAX_VALUE - 1,
          Long.MAX_VALUE);

  /** µs UTC: around midnights and the epoch, and the first and the last that a flow may have. */
  public static final List<Long> TIMES =
      Stream.of(
              "2026-11-01T00:00:00Z",
              "2026-11-01T12:34:56.789Z",
              "2026-11-01T12:34:56.789001Z",
              "2026-11-01T23:59:59.999999Z",
              "2026-11-02T00:00:00Z",
              "2026-11-02T06:00:00Z",
              "2026-11-03T00:00:00.000001Z",
              "1969-12-31T23:59:59.999999Z",
              "1970-01-01T00:00:00Z",
              "0001-01-01T00:00:00Z",
              "9999-12-31T23:59:59.999999Z")
          .map(Times::parse)
          .toList();

  /** µs: from nothing to days. */
  public static final List<Long> DURATIONS =
      List.of(0L, 1L, 999L, 1_000L, 1_000_000L, 300_000_000L, 5_400_000_000L, 90_061_001_001L);

  public static final List<Long> FLOW_FLAGS =
      List.of(0L, 1L, 65_536L, 262_144L, 327_680L, 536_870_912L, 1L << 40, Long.MAX_VALUE);

  public static final List<String> ACTIVITIES =
      List.of("9aa2bbc3-4265-475b-b977-c94b1ee25a1f", "none", "");

  private static final int USUAL_TIMES = 7;
  private final Random random;

  /** The same flows for the same seed. */
  public RandomFlows(long seed) {
    random = new Random(seed);
  }

  /** So many flows more. */
  public List<Flow> list(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  /** One flow more. */
  public Flow next() {
    long start = startTime();
    return new Flow(
        one(NODES),
        start,
        orNull(4, endTime(start)),
        one(PROTOCOLS),
        orNull(4, one(NODES)),
        address(),
        orNull(4, port()),
        orNull(4, one(NODES)),
        address(),
        orNull(4, port()),
        orNull(5, bytes()),
        orNull(5, bytes()),
        orNull(3, random.nextInt(TcpFlags.ALL + 1)),
        orNull(2, one(FLOW_FLAGS)),
        orNull(2, one(ACTIVITIES)),
        orNull(2, "{\"n\":" + random.nextInt(3) + "}"));
  }

  /** Few days, so that a table of these flows has few partitions. */
  private long startTime() {
    return switch (random.nextInt(10)) {
      case 0 -> one(TIMES);
      case 1, 2, 3 -> one(TIMES.subList(0, USUAL_TIMES));
      default -> TIMES.get(0) + random.nextLong(2 * Times.DAY_MICROS);
    };
  }

  private Long endTime(long start) {
    long end = start + (random.nextBoolean() ? one(DURATIONS) : random.nextLong(20_000_000L));
    return Math.min(end, Times.MAX_MICROS);
  }

  private String address() {
    return switch (random.nextInt(4)) {
      case 0 -> new IpAddress(true, 0, random.nextInt() & 0xFFFF_FFFFL).text();
      case 1 -> "10." + random.nextInt(3) + "." + random.nextInt(3) + "." + random.nextInt(256);
      default -> one(ADDRESSES);
    };
  }

  private Integer port() {
    return random.nextBoolean() ? one(PORTS) : (Integer) random.nextInt(65_536);
  }

  private Long bytes() {
    return random.nextBoolean() ? one(BYTES) : (Long) random.nextLong(20_000_000L);
  }

  private <T> T orNull(int chances, T value) {
    return random.nextInt(chances) == 0 ? null : value;
  }

  private <T> T one(List<T> pool) {
    return pool.get(random.nextInt(pool.size()));
  }
}
