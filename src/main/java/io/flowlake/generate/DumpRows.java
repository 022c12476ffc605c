package io.flowlake.generate;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The lines of a dump in order: the flows of its stretch of time, nearly in the order of their
 * starts, and among them, evenly, what comes from earlier dumps. Memory does not grow with the
 * dump.
 */
final class DumpRows {
  /** Measured: late rows start up to days before their file (the longest lag was chosen). */
  private static final Duration LATE_WINDOW = Duration.ofDays(2);

  private static final Duration CLOSING_WINDOW = Duration.ofHours(6);
  private static final Duration REDELIVERY_WINDOW = Duration.ofDays(1);

  /** Gets each line; the draft is the next one's as well, so nobody may keep it. */
  @FunctionalInterface
  interface Visitor {
    void row(RecordKind kind, FlowDraft draft) throws IOException;
  }

  private final List<DumpPlan> dumps;
  private final FlowSampler sampler;
  private final LocalShuffle shuffle;
  private final Lag late;
  private final Lag closing;
  private final Lag redelivery;
  private final FlowDraft draft = new FlowDraft();

  DumpRows(World world) {
    StreamShape shape = world.shape;
    dumps = world.plan.dumps();
    sampler = new FlowSampler(world);
    shuffle = new LocalShuffle(shape.seed());
    late = new Lag(LATE_WINDOW, shape.days(), shape.dumps());
    closing = new Lag(CLOSING_WINDOW, shape.days(), shape.dumps());
    redelivery = new Lag(REDELIVERY_WINDOW, shape.days(), shape.dumps());
  }

  /** Visits the lines of a dump in order. */
  void each(DumpPlan dump, Visitor visitor) throws IOException {
    Arrivals arrivals = arrivals(dump.number());
    Scatter scatter = new Scatter(dump.flows());
    shuffle.begin(dump);
    long own = 0;
    long ownTotal = dump.flows() - (long) dump.late();
    for (int line = 0; line < dump.flows(); line++) {
      int place = shuffle.next();
      int rank = scatter.rank(place);
      if (!dump.isLate(rank)) {
        own(dump, place, rank, visitor);
        own++;
        while (arrivals.delivered() * ownTotal < arrivals.total() * own && arrivals.next()) {
          arrival(arrivals, visitor);
        }
      }
    }
    while (arrivals.next()) {
      arrival(arrivals, visitor);
    }
  }

  private void own(DumpPlan dump, int place, int rank, Visitor visitor) throws IOException {
    sampler.sample(dump.firstFlow() + place, draft);
    RecordKind kind = RecordKind.FIRST;
    if (dump.isOpen(rank)) {
      draft.beOpen();
      kind = RecordKind.OPEN;
    }
    visitor.row(kind, draft);
    if (dump.isCopied(rank)) {
      visitor.row(RecordKind.COPY, draft);
    }
    if (dump.isFollowedByCorrupt(rank)) {
      corrupt(dump.corruptKind(rank), visitor);
    }
  }

  private void corrupt(RecordKind kind, Visitor visitor) throws IOException {
    if (kind == RecordKind.BAD_ADDRESS) {
      draft.sourceAddress = Addresses.BROKEN;
    } else if (kind == RecordKind.BAD_BYTES) {
      draft.startMillis = FlowDraft.BROKEN_TIME;
    }
    visitor.row(kind, draft);
  }

  private void arrival(Arrivals arrivals, Visitor visitor) throws IOException {
    DumpPlan from = arrivals.from();
    sampler.sample(from.firstFlow() + arrivals.place(), draft);
    if (arrivals.kind() == RecordKind.CLOSING) {
      draft.closeWithin(arrivals.into().fromMillis(), arrivals.into().toMillis());
    } else if (from.isOpen(arrivals.rank())) {
      draft.beOpen();
    }
    visitor.row(arrivals.kind(), draft);
  }

  private Arrivals arrivals(int into) {
    Arrivals arrivals = new Arrivals(dumps.get(into));
    arrivals.addAll(
        RecordKind.REDELIVERED,
        redelivery,
        dumps,
        DumpPlan::redeliveredFrom,
        DumpPlan::redelivered);
    arrivals.addAll(RecordKind.LATE, late, dumps, dump -> 0, DumpPlan::late);
    arrivals.addAll(RecordKind.CLOSING, closing, dumps, DumpPlan::late, DumpPlan::closing);
    return arrivals;
  }
}
