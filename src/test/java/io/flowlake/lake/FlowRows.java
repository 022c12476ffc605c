package io.flowlake.lake;

import io.flowlake.model.Flow;
import io.flowlake.model.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Random flows of one partition with all that is hard on statistics, sorted by start time. */
final class FlowRows {
  /** 2026-11-01. */
  static final Partition PARTITION = new Partition(20_758, "node");

  private static final String[] TEXTS = {
    "",
    "a",
    "edge-dc1",
    "\u0000",
    "🚀",
    "\uFFFD\uFFFF",
    "\uDBFF\uDFFF".repeat(70),
    "🚀".repeat(80),
    "x".repeat(63) + "🚀" + "y",
    "x".repeat(64),
    "x".repeat(65),
    "x".repeat(64) + "\uDBFF\uDFFF" + "z",
    "\"quoted\\ \n\t"
  };
  private static final String[] ADDRESSES = {
    "10.1.4.7", "10.1.40.7", "9.9.9.9", "255.255.255.255", "0.0.0.0", "2001:db8::1", "::1", "fe80::"
  };
  private static final long[] NUMBERS = {
    0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 53, (1L << 53) + 1
  };

  private FlowRows() {}

  static List<Flow> random(int count, long seed) {
    Random random = new Random(seed);
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      flows.add(flow(random));
    }
    flows.sort(Comparator.comparingLong(Flow::startTime));
    return flows;
  }

  /** A flow with nothing but what must be there. */
  static Flow bare(long start) {
    return new Flow(
        PARTITION.node(),
        start,
        null,
        "TCP",
        null,
        "10.0.0.1",
        null,
        null,
        "10.0.0.2",
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Flow flow(Random random) {
    long start = PARTITION.day() * Times.DAY_MICROS + random.nextLong(Times.DAY_MICROS);
    return new Flow(
        PARTITION.node(),
        start,
        random.nextInt(4) == 0 ? null : (Long) (start + random.nextInt(1_000_000)),
        random.nextBoolean() ? "TCP" : "UDP",
        text(random),
        ADDRESSES[random.nextInt(ADDRESSES.length)],
        random.nextInt(4) == 0 ? null : (Integer) random.nextInt(65_536),
        text(random),
        ADDRESSES[random.nextInt(ADDRESSES.length)],
        random.nextInt(4) == 0 ? null : (Integer) random.nextInt(65_536),
        number(random),
        number(random),
        random.nextInt(4) == 0 ? null : (Integer) random.nextInt(256),
        number(random),
        text(random),
        text(random));
  }

  private static String text(Random random) {
    return random.nextInt(4) == 0 ? null : TEXTS[random.nextInt(TEXTS.length)];
  }

  private static Long number(Random random) {
    return random.nextInt(4) == 0 ? null : (Long) NUMBERS[random.nextInt(NUMBERS.length)];
  }
}
