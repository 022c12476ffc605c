package io.flowlake.cli;

import io.flowlake.filter.Quantity;
import io.flowlake.model.Flow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the charts of a page show of the flows in its table: bytes over time, and top talkers. */
final class FlowCharts {
  private static final int MOST_STEPS = 60;
  private static final int TALKERS = 10;
  private static final long SECOND = 1_000_000L;

  /** Steps that people count in, in µs. */
  private static final long[] STEPS = {
    SECOND,
    5 * SECOND,
    15 * SECOND,
    60 * SECOND,
    300 * SECOND,
    900 * SECOND,
    3_600 * SECOND,
    4 * 3_600 * SECOND,
    86_400 * SECOND,
    7 * 86_400 * SECOND
  };

  private FlowCharts() {}

  /** Both charts; none when there is no flow. */
  static List<BarChart> of(List<Flow> flows, TimeText times) {
    return flows.isEmpty() ? List.of() : List.of(overTime(flows, times), talkers(flows));
  }

  private static BarChart overTime(List<Flow> flows, TimeText times) {
    long first = flows.stream().mapToLong(Flow::startTime).min().orElse(0);
    long last = flows.stream().mapToLong(Flow::startTime).max().orElse(0);
    long step = step(last - first);
    long begin = Math.floorDiv(first, step);
    double[] sums = new double[(int) (Math.floorDiv(last, step) - begin) + 1];
    for (Flow flow : flows) {
      sums[(int) (Math.floorDiv(flow.startTime(), step) - begin)] += bytes(flow);
    }
    List<BarChart.Bar> bars = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      bars.add(bar(times.time((begin + i) * step), sums[i]));
    }
    return new BarChart("Bytes over time", BarChart.Shape.COLUMNS, bars);
  }

  private static BarChart talkers(List<Flow> flows) {
    Map<String, Double> sums = new TreeMap<>();
    flows.forEach(flow -> sums.merge(flow.sourceIp(), bytes(flow), Double::sum));
    List<BarChart.Bar> bars =
        sums.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
            .limit(TALKERS)
            .map(sum -> bar(sum.getKey(), sum.getValue()))
            .toList();
    return new BarChart("Top talkers: bytes by source", BarChart.Shape.ROWS, bars);
  }

  /** The least usual step of which no more than {@value #MOST_STEPS} make the whole. */
  static long step(long whole) {
    for (long step : STEPS) {
      if (whole / step < MOST_STEPS - 1) {
        return step;
      }
    }
    return whole / (MOST_STEPS - 2);
  }

  private static BarChart.Bar bar(String label, double bytes) {
    return new BarChart.Bar(label, bytes, Shown.bytes((long) bytes));
  }

  private static double bytes(Flow flow) {
    Long bytes = Quantity.BYTES.of(flow);
    return bytes == null ? 0 : bytes;
  }
}
