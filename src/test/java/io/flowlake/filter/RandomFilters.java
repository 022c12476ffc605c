package io.flowlake.filter;

import io.flowlake.RandomFlows;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.FlowFlags;
import io.flowlake.model.IpAddress;
import io.flowlake.model.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Seeded random filters: every kind of node, nested, with values out of the pools of {@link
 * RandomFlows} and extreme ones. All can be written in the language.
 */
public final class RandomFilters {
  private static final int DEPTH = 4;
  private static final List<FlowColumn> TEXTS =
      List.of(
          FlowColumn.NODE,
          FlowColumn.NODE,
          FlowColumn.SOURCE_NODE,
          FlowColumn.DEST_NODE,
          FlowColumn.ACTIVITY_ID,
          FlowColumn.META);
  private static final List<String> PATTERNS =
      List.of(
          "*",
          "edge-*",
          "edge-?",
          "?*",
          "*1",
          "dc*",
          "e*-*0",
          "a\\*b",
          "*\\\\*",
          "*é*",
          "",
          "nobody",
          "null",
          "a b\n\"c'",
          "\u0000\u200b\ud800",
          "*n*:*");

  private final Random random;

  /** The same filters for the same seed. */
  public RandomFilters(long seed) {
    random = new Random(seed);
  }

  /** So many filters more. */
  public List<Filter> list(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  /** One filter more: a single test or a tree of up to four levels. */
  public Filter next() {
    return tree(random.nextInt(DEPTH + 1));
  }

  /** One test without {@code and}, {@code or}, {@code not}. */
  public Filter test() {
    return switch (random.nextInt(16)) {
      case 0 -> Filter.EVERYTHING;
      case 1, 2, 3 -> new Filter.AddressIn(one(List.of(End.values())), some(3, this::block));
      case 4, 5, 6, 7, 8 -> {
        Quantity quantity = one(List.of(Quantity.values()));
        yield new Filter.NumberIn(quantity, ranges(quantity));
      }
      case 9, 10 -> new Filter.TextLike(one(TEXTS), some(2, this::pattern));
      case 11 -> new Filter.TextLike(FlowColumn.PROTOCOL, some(2, this::protocol));
      case 12 -> flagsMatch();
      case 13 -> flagsAny();
      case 14 -> active();
      default -> new Filter.Open();
    };
  }

  private Filter tree(int depth) {
    if (depth == 0) {
      return test();
    }
    return switch (random.nextInt(5)) {
      case 0 -> new Filter.Not(tree(depth - 1));
      case 1, 2 -> new Filter.And(parts(depth));
      case 3 -> new Filter.Or(parts(depth));
      default -> bothPorts();
    };
  }

  private List<Filter> parts(int depth) {
    return Stream.generate(() -> tree(random.nextInt(depth))).limit(2 + random.nextInt(3)).toList();
  }

  /** What {@code port …} is. */
  private Filter bothPorts() {
    Ranges ranges = ranges(Quantity.DEST_PORT);
    return new Filter.Or(
        List.of(
            new Filter.NumberIn(Quantity.SOURCE_PORT, ranges),
            new Filter.NumberIn(Quantity.DEST_PORT, ranges)));
  }

  private CidrBlock block() {
    IpAddress address = IpAddress.parse(one(RandomFlows.ADDRESSES));
    int bits = address.isV4() ? 32 : 128;
    return new CidrBlock(address, random.nextBoolean() ? bits : random.nextInt(bits + 1));
  }

  private Glob pattern() {
    return random.nextBoolean() ? Glob.literally(one(RandomFlows.NODES)) : new Glob(one(PATTERNS));
  }

  private Glob protocol() {
    return Glob.literally(one(RandomFlows.PROTOCOLS));
  }

  private Ranges ranges(Quantity quantity) {
    List<Ranges.Range> ranges = new ArrayList<>();
    for (int i = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(3); i > 0; i--) {
      long one = number(quantity);
      long other = number(quantity);
      ranges.add(
          switch (random.nextInt(5)) {
            case 0 -> new Ranges.Range(Long.MIN_VALUE, one);
            case 1 -> new Ranges.Range(one, Long.MAX_VALUE);
            case 2 -> new Ranges.Range(one, one);
            default -> new Ranges.Range(Math.min(one, other), Math.max(one, other));
          });
    }
    return new Ranges(ranges);
  }

  private long number(Quantity quantity) {
    return switch (quantity) {
      case DAY -> Math.floorDiv(one(RandomFlows.TIMES), 86_400_000_000L);
      case START_TIME, END_TIME -> time();
      case DURATION -> one(RandomFlows.DURATIONS);
      case SOURCE_PORT, DEST_PORT -> one(RandomFlows.PORTS);
      case RECV_BYTES, SENT_BYTES, BYTES -> one(RandomFlows.BYTES);
      case TCP_FLAGS -> random.nextInt(TcpFlags.ALL + 1);
      case FLOW_FLAGS -> random.nextInt(4) == 0 ? random.nextLong() : one(RandomFlows.FLOW_FLAGS);
    };
  }

  private long time() {
    long first = RandomFlows.TIMES.get(0);
    return random.nextBoolean()
        ? one(RandomFlows.TIMES)
        : first + random.nextLong(48L * 3_600) * 1_000_000L;
  }

  private Filter flagsMatch() {
    boolean tcp = random.nextBoolean();
    long mask = mask(tcp);
    long exact = tcp ? TcpFlags.ALL : -1L;
    long some = random.nextLong();
    return switch (random.nextInt(4)) {
      case 0 -> new Filter.FlagsMatch(field(tcp), mask, mask);
      case 1 -> new Filter.FlagsMatch(field(tcp), mask, 0);
      case 2 -> new Filter.FlagsMatch(field(tcp), exact, mask);
      default -> new Filter.FlagsMatch(field(tcp), mask, mask & some);
    };
  }

  private Filter flagsAny() {
    boolean tcp = random.nextBoolean();
    return new Filter.FlagsAny(field(tcp), mask(tcp));
  }

  private long mask(boolean tcp) {
    long flow = one(RandomFlows.FLOW_FLAGS);
    return tcp ? 1 + random.nextInt(TcpFlags.ALL) : flow == 0 ? FlowFlags.DEFUNCT : flow;
  }

  private static FlowColumn field(boolean tcp) {
    return tcp ? FlowColumn.TCP_FLAGS : FlowColumn.FLOW_FLAGS;
  }

  private Filter active() {
    long one = time();
    long other = time();
    long from = Math.min(one, other);
    return switch (random.nextInt(4)) {
      case 0 -> new Filter.Active(Long.MIN_VALUE, one);
      case 1 -> new Filter.Active(one, Long.MAX_VALUE);
      default -> new Filter.Active(from, Math.max(from + 1, Math.max(one, other)));
    };
  }

  private <T> List<T> some(int most, Supplier<T> source) {
    return Stream.generate(source).limit(1 + random.nextInt(most)).toList();
  }

  private <T> T one(List<T> pool) {
    return pool.get(random.nextInt(pool.size()));
  }
}
