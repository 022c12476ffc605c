package io.flowlake.generate;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a stream will be, before a single flow is made: its dumps, and exactly how many lines of
 * each kind they hold. It depends on the shape alone.
 *
 * @param shape what was asked for
 * @param dumps in the order of delivery
 */
public record GeneratePlan(StreamShape shape, List<DumpPlan> dumps) {
  /** The part of the open flows that a later dump closes. */
  private static final double CLOSED = 0.9;

  /** A copy that nobody can change. */
  public GeneratePlan {
    dumps = List.copyOf(dumps);
  }

  /**
   * Plans a stream.
   *
   * @throws FlowlakeException usage, when a dump would hold more flows than can be numbered
   */
  public static GeneratePlan of(StreamShape shape) {
    DayCurve curve = new DayCurve(shape.days());
    List<DumpPlan> dumps = new ArrayList<>(shape.dumps());
    for (int number = 0; number < shape.dumps(); number++) {
      dumps.add(dump(shape, curve, number));
    }
    return new GeneratePlan(shape, dumps);
  }

  /** The lines of all dumps. */
  public RecordCounts counts() {
    return dumps.stream().map(DumpPlan::counts).reduce(RecordCounts.none(), RecordCounts::plus);
  }

  private static DumpPlan dump(StreamShape shape, DayCurve curve, int number) {
    long from = boundary(shape, number);
    long to = boundary(shape, number + 1);
    long first = firstFlow(shape, curve, from);
    long end = firstFlow(shape, curve, to);
    if (end - first > Integer.MAX_VALUE / 2) {
      throw new FlowlakeException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "Cannot generate: dump %,d would hold %,d flows, and %,d is the most; raise the number of dumps",
              number + 1,
              end - first,
              Integer.MAX_VALUE / 2));
    }
    // Nothing can come later than the last dump.
    int last = number == shape.dumps() - 1 ? 0 : 1;
    Shares shares = shape.shares();
    int flows = (int) (end - first);
    int late = part(shares.late(), first, end) * last;
    int open = Math.min(part(shares.open(), first, end), flows - late);
    return new DumpPlan(
        number,
        shape.startMillis() + from,
        shape.startMillis() + to,
        first,
        flows,
        late,
        open,
        closing(shares.open(), first, end, open) * last,
        Math.min(part(shares.redelivered(), first, end), flows - late) * last,
        Math.min(part(shares.copied(), first, end), flows - late),
        (long) (shares.corrupt() * first),
        Math.min(part(shares.corrupt(), first, end), flows - late));
  }

  private static long boundary(StreamShape shape, int number) {
    return shape.days() * DayCurve.DAY_MILLIS * number / shape.dumps();
  }

  private static long firstFlow(StreamShape shape, DayCurve curve, long millis) {
    return (long) (shape.flows() * curve.shareBefore(millis));
  }

  private static int closing(double openShare, long first, long end, int open) {
    return Math.min(open, part(CLOSED, (long) (openShare * first), (long) (openShare * end)));
  }

  /** Shares are rounded over the whole stream, so that small dumps do not lose them all. */
  private static int part(double share, long first, long end) {
    return (int) ((long) (share * end) - (long) (share * first));
  }
}
