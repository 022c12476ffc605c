package io.flowlake.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * The records of a stream without files: what {@link GenerateJob} writes for the same shape, so
 * that a test can compute the truth by itself.
 */
public final class SyntheticStream {
  private final World world;

  private SyntheticStream(World world) {
    this.world = world;
  }

  /** The stream of this shape. */
  public static SyntheticStream of(StreamShape shape) {
    return new SyntheticStream(new World(GeneratePlan.of(shape)));
  }

  /** The dumps in order of delivery, and the exact counts. */
  public GeneratePlan plan() {
    return world.plan;
  }

  /** Hands over all records of a dump of this stream's plan, in order. */
  public void forEach(DumpPlan dump, Consumer<SyntheticRecord> consumer) {
    try {
      new DumpRows(world).each(dump, (kind, draft) -> consumer.accept(record(kind, draft)));
    } catch (IOException e) {
      throw new UncheckedIOException("a visitor that does no I/O failed", e);
    }
  }

  /** Hands over all records of all dumps, in order of delivery. */
  public void forEach(Consumer<SyntheticRecord> consumer) {
    plan().dumps().forEach(dump -> forEach(dump, consumer));
  }

  private SyntheticRecord record(RecordKind kind, FlowDraft draft) {
    return new SyntheticRecord(kind, kind.isCorrupt() ? null : draft.toFlow(world.nodes));
  }
}
