package io.flowlake.cli;

import io.flowlake.model.Flow;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code 03-capacity} must find on some days, naively: each conversation counted once, each
 * flow spread over the five minutes that it touches.
 */
final class CapacityTruth {
  private static final long MICROS = 1_000_000;
  private static final int SLOT_SECONDS = 300;
  private static final int CLOCKS_SECONDS = 2;
  private static final int LONGEST_FLOW_DAYS = 7;

  private final LocalDate first;
  private final LocalDate last;
  private final List<Flow> reaching;
  private final List<Flow> passing;

  /**
   * @param flows all that the lake holds
   * @param first the first UTC day
   * @param last the last
   */
  CapacityTruth(Collection<Flow> flows, LocalDate first, LocalDate last) {
    this.first = first;
    this.last = last;
    long begin = seconds(first) * MICROS;
    String earliest = first.minusDays(LONGEST_FLOW_DAYS).toString();
    reaching =
        flows.stream()
            .filter(flow -> RawTruth.day(flow).compareTo(last.toString()) <= 0)
            .filter(flow -> RawTruth.day(flow).compareTo(earliest) >= 0)
            .filter(flow -> flow.startTime() >= begin || endMicros(flow) >= begin)
            .toList();
    Map<List<Object>, List<Flow>> near = told(reaching, Flow::sourceNode);
    Map<List<Object>, List<Flow>> far = told(reaching, Flow::destNode);
    passing = reaching.stream().filter(flow -> !isSecond(flow, near, far)).toList();
  }

  /** Records that are left out because the other end's counts. */
  long secondRecords() {
    return reaching.stream().filter(this::isOfTheDays).count()
        - passing.stream().filter(this::isOfTheDays).count();
  }

  Map<String, Long> bytesByDay() {
    return passing.stream()
        .filter(this::isOfTheDays)
        .collect(
            Collectors.groupingBy(
                RawTruth::day, TreeMap::new, Collectors.summingLong(RawTruth::bytes)));
  }

  /** Of private addresses, whichever end they are on. */
  Map<String, Long> bytesByHost() {
    Map<String, Long> bytes = new HashMap<>();
    for (Flow flow : passing.stream().filter(this::isOfTheDays).toList()) {
      for (String host : List.of(flow.sourceIp(), flow.destIp()).stream().distinct().toList()) {
        if (host.startsWith("10.") || host.startsWith("fd")) {
          bytes.merge(host, RawTruth.bytes(flow), Long::sum);
        }
      }
    }
    return bytes;
  }

  /** Bits a second of each five minutes of the days, least first. */
  double[] sortedRates() {
    int from = Math.toIntExact(seconds(first) / SLOT_SECONDS);
    double[] rates = new double[Math.toIntExact(seconds(last.plusDays(1)) / SLOT_SECONDS) - from];
    for (Flow flow : passing) {
      long begin = slot(flow.startTime());
      long end = slot(Math.max(flow.startTime(), endMicros(flow)));
      double share = RawTruth.bytes(flow) * 8.0 / SLOT_SECONDS / (end - begin + 1);
      for (long slot = Math.max(begin, from);
          slot <= Math.min(end, from + rates.length - 1);
          slot++) {
        rates[Math.toIntExact(slot - from)] += share;
      }
    }
    Arrays.sort(rates);
    return rates;
  }

  /** Between the two values that it falls between, as numpy and pandas have it. */
  static double percentile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
  }

  /**
   * The day so many days after the last of three, by the straight line through them: the value, and
   * both ends of the interval that holds it two times of three. With one degree of freedom, the
   * quantile of Student's t for that is the tangent of 60 degrees.
   */
  static double[] forecast(double[] days, int ahead) {
    double slope = (days[2] - days[0]) / 2;
    double mean = (days[0] + days[1] + days[2]) / 3;
    double error = 0;
    for (int day = 0; day < 3; day++) {
      error += Math.pow(days[day] - mean - slope * (day - 1), 2);
    }
    double away = 1 + ahead;
    double spread = Math.sqrt(3) * Math.sqrt(error * (1 + 1 / 3.0 + away * away / 2));
    double middle = mean + slope * away;
    return new double[] {middle, middle - spread, middle + spread};
  }

  private boolean isOfTheDays(Flow flow) {
    return RawTruth.day(flow).compareTo(first.toString()) >= 0;
  }

  /**
   * Records of conversations between two nodes, of one end, that are large enough to be told by.
   */
  private static Map<List<Object>, List<Flow>> told(
      List<Flow> flows, Function<Flow, @Nullable String> end) {
    return flows.stream()
        .filter(flow -> flow.node().equals(end.apply(flow)))
        .filter(flow -> flow.sourceNode() != null && flow.destNode() != null)
        .filter(flow -> !Objects.equals(flow.sourceNode(), flow.destNode()))
        .filter(flow -> positive(flow.sentBytes()) && positive(flow.recvBytes()))
        .collect(Collectors.groupingBy(CapacityTruth::alike));
  }

  private static boolean positive(@Nullable Long bytes) {
    return bytes != null && bytes > 0;
  }

  /** Whether it is the far end's, and it and a record of the near end like each other best. */
  private static boolean isSecond(
      Flow flow, Map<List<Object>, List<Flow>> near, Map<List<Object>, List<Flow>> far) {
    if (!far.getOrDefault(alike(flow), List.of()).contains(flow)) {
      return false;
    }
    return best(flow, near).flatMap(other -> best(other, far)).filter(flow::equals).isPresent();
  }

  private static Optional<Flow> best(Flow flow, Map<List<Object>, List<Flow>> others) {
    return others.getOrDefault(alike(flow), List.of()).stream()
        .filter(other -> microsBetween(flow, other) <= CLOCKS_SECONDS * MICROS)
        .min(
            Comparator.<Flow, Boolean>comparing(other -> !ends(flow).equals(ends(other)))
                .thenComparing(other -> microsBetween(flow, other)));
  }

  private static List<Object> ends(Flow flow) {
    return List.of(
        flow.sourceIp(),
        String.valueOf(flow.sourcePort()),
        flow.destIp(),
        String.valueOf(flow.destPort()));
  }

  private static long microsBetween(Flow flow, Flow other) {
    return Math.abs(flow.startTime() - other.startTime());
  }

  /** What the two records of a conversation agree in. */
  private static List<Object> alike(Flow flow) {
    return List.of(
        String.valueOf(flow.sourceNode()),
        String.valueOf(flow.destNode()),
        flow.protocol(),
        Objects.requireNonNullElse(flow.sentBytes(), 0L),
        Objects.requireNonNullElse(flow.recvBytes(), 0L));
  }

  private static long endMicros(Flow flow) {
    return Objects.requireNonNullElse(flow.endTime(), flow.startTime());
  }

  private static long slot(long micros) {
    return Math.floorDiv(micros, SLOT_SECONDS * MICROS);
  }

  private static long seconds(LocalDate day) {
    return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }
}
