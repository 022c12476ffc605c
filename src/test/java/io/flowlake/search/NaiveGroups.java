package io.flowlake.search;

import io.flowlake.filter.FlowTest;
import io.flowlake.model.Flow;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What an aggregation must answer, the simplest way. */
final class NaiveGroups {
  private record Key(Long step, List<Object> values) {}

  /** Flows, bytes, sent and received bytes. */
  private record Sums(List<BigInteger> of) {}

  private NaiveGroups() {}

  /** All groups, in order. */
  static List<Group> all(List<Flow> flows, AggregateRequest request) {
    Map<Key, Sums> groups = new HashMap<>();
    flows.stream()
        .filter(FlowTest.of(request.filter()))
        .filter(flow -> request.range() == null || contains(request, flow.startTime()))
        .forEach(
            flow -> groups.merge(key(flow, request.aggregation()), sums(flow), NaiveGroups::plus));
    return groups.entrySet().stream()
        .sorted(order(request.aggregation()))
        .map(
            entry ->
                new Group(entry.getKey().step(), entry.getKey().values(), totals(entry.getValue())))
        .toList();
  }

  private static boolean contains(AggregateRequest request, long time) {
    return time >= request.range().from() && time < request.range().to();
  }

  private static Key key(Flow flow, Aggregation aggregation) {
    Long step =
        aggregation instanceof Aggregation.Series series
            ? (Long) (Math.floorDiv(flow.startTime(), series.step()) * series.step())
            : null;
    List<Object> values = new ArrayList<>();
    aggregation.columns().forEach(column -> values.add(flow.value(column)));
    return new Key(step, values);
  }

  private static Sums sums(Flow flow) {
    BigInteger sent = number(flow.sentBytes());
    BigInteger received = number(flow.recvBytes());
    // The bytes of one flow stop at the greatest long, as the filter language has it.
    BigInteger bytes = limited(sent.add(received));
    return new Sums(List.of(BigInteger.ONE, bytes, sent, received));
  }

  private static BigInteger number(Long value) {
    return BigInteger.valueOf(value == null ? 0 : value);
  }

  private static Sums plus(Sums left, Sums right) {
    return new Sums(
        IntStream.range(0, left.of().size())
            .mapToObj(i -> left.of().get(i).add(right.of().get(i)))
            .toList());
  }

  private static Totals totals(Sums sums) {
    long[] values = sums.of().stream().mapToLong(sum -> limited(sum).longValueExact()).toArray();
    return new Totals(values[0], values[1], values[2], values[3]);
  }

  private static BigInteger limited(BigInteger sum) {
    return sum.min(BigInteger.valueOf(Long.MAX_VALUE)).max(BigInteger.valueOf(Long.MIN_VALUE));
  }

  private static Comparator<Map.Entry<Key, Sums>> order(Aggregation aggregation) {
    int measure =
        switch (aggregation.by()) {
          case FLOWS -> 0;
          case BYTES -> 1;
          case SENT_BYTES -> 2;
          case RECV_BYTES -> 3;
        };
    Comparator<Map.Entry<Key, Sums>> first =
        aggregation instanceof Aggregation.Top
            ? Comparator.comparing((Map.Entry<Key, Sums> e) -> e.getValue().of().get(measure))
                .reversed()
            : Comparator.comparing(e -> e.getKey().step());
    for (int i = 0; i < aggregation.columns().size(); i++) {
      int at = i;
      first = first.thenComparing(e -> e.getKey().values().get(at), NaiveGroups::compare);
    }
    return first;
  }

  private static int compare(Object left, Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    if (left instanceof String text) {
      return Arrays.compareUnsigned(
          text.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
    }
    return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
  }
}
