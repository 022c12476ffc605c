package io.flowlake.generate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowIdentity;
import io.flowlake.model.KeyHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan's counts are what the stream holds, and what the rules of identity make of it. */
class SyntheticStreamTest {
  private static final Set<RecordKind> FROM_EARLIER_DUMPS =
      EnumSet.of(RecordKind.LATE, RecordKind.CLOSING, RecordKind.REDELIVERED);

  @ParameterizedTest
  @CsvSource({
    // flows, nodes, days, dumps, late, open, copied, redelivered, corrupt
    "1, 1, 1, 1, 0, 0, 0, 0, 0",
    "1, 1, 1, 1, 1, 0, 0, 0, 1",
    "2, 1, 1, 7, 0.5, 0.5, 0.5, 0.5, 0.5",
    "100, 3, 1, 24, 0.3, 0.3, 0.1, 0.7, 0.1",
    "1000, 50, 3, 5, 0, 1, 1, 1, 1",
    "1000, 50, 3, 5, 1, 0, 0, 0, 0",
    "20000, 10000, 4, 96, 0.01, 0.01, 0.005, 0.05, 0.0001",
    "20000, 2, 1, 2000, 0.2, 0.2, 0.2, 0.2, 0.2",
  })
  void theCountsArePlannedExactly(
      long flows,
      int nodes,
      int days,
      int dumps,
      double late,
      double open,
      double copied,
      double redelivered,
      double corrupt) {
    StreamShape shape =
        new StreamShape(
            flows,
            nodes,
            days,
            LocalDate.of(2026, 11, 1),
            7,
            dumps,
            new Shares(late, open, copied, redelivered, corrupt));
    Truth truth = Truth.of(SyntheticStream.of(shape));
    RecordCounts planned = GeneratePlan.of(shape).counts();
    Map<RecordKind, Long> visited = new EnumMap<>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      visited.put(kind, truth.kinds.getOrDefault(kind, 0L));
    }
    assertAll(
        () -> assertEquals(planned.byKind(), visited),
        () -> assertEquals(flows, planned.flows()),
        () -> assertEquals(flows, truth.outcome(KeyHistory.Outcome.NEW)),
        () -> assertEquals(flows, truth.histories.size(), "distinct keys"),
        () -> assertEquals(planned.updates(), truth.outcome(KeyHistory.Outcome.UPDATED)),
        () -> assertEquals(planned.duplicates(), truth.outcome(KeyHistory.Outcome.DUPLICATE)),
        () -> assertEquals(planned.stillOpen(), truth.openRows()));
  }

  @ParameterizedTest
  @CsvSource({"1, 24", "3, 10", "5, 400"})
  void everyFlowStartsInTheDaysAndComesInItsDumpOrLater(int days, int dumps) {
    StreamShape shape =
        new StreamShape(
            30_000, 50, days, LocalDate.of(2026, 3, 29), 1, dumps, new Shares(0.1, 0.1, 0, 0.1, 0));
    SyntheticStream stream = SyntheticStream.of(shape);
    long begin = shape.startMillis() * 1_000;
    long end = begin + days * 86_400_000_000L;
    for (DumpPlan dump : stream.plan().dumps()) {
      stream.forEach(
          dump,
          record -> {
            Flow flow = record.flow();
            assertNotNull(flow);
            boolean ofThisDump =
                // Shares are rounded to whole flows, so one flow may be a little early.
                flow.startTime() >= (dump.fromMillis() - 60_000) * 1_000;
            assertAll(
                () -> assertTrue(flow.startTime() >= begin && flow.startTime() < end),
                () -> assertTrue(flow.startTime() < dump.toMillis() * 1_000),
                () ->
                    assertTrue(
                        ofThisDump || FROM_EARLIER_DUMPS.contains(record.kind()), record::toString),
                () -> assertTrue(flow.endTime() == null || flow.endTime() >= flow.startTime()),
                () ->
                    assertTrue(
                        record.kind() != RecordKind.LATE
                            || flow.startTime() >= (dump.fromMillis() - 3 * 86_400_000L) * 1_000));
          });
    }
  }

  /** A compaction in memory: every record applied to the rows of its key. */
  private static final class Truth {
    private final Map<RecordKind, Long> kinds = new EnumMap<>(RecordKind.class);
    private final Map<KeyHistory.Outcome, Long> outcomes = new EnumMap<>(KeyHistory.Outcome.class);
    private final Map<Flow, KeyHistory> histories = new TreeMap<>(FlowIdentity.BY_KEY);

    static Truth of(SyntheticStream stream) {
      Truth truth = new Truth();
      stream.forEach(truth::apply);
      return truth;
    }

    private void apply(SyntheticRecord record) {
      kinds.merge(record.kind(), 1L, Long::sum);
      Flow flow = record.flow();
      assertEquals(record.kind().isCorrupt(), flow == null);
      if (flow != null) {
        KeyHistory history = histories.computeIfAbsent(flow, key -> new KeyHistory());
        outcomes.merge(history.apply(flow), 1L, Long::sum);
      }
    }

    long outcome(KeyHistory.Outcome outcome) {
      return outcomes.getOrDefault(outcome, 0L);
    }

    long openRows() {
      List<Flow> rows = new ArrayList<>();
      histories.values().forEach(history -> rows.addAll(history.rows()));
      return rows.stream().filter(Flow::isOpen).count();
    }
  }
}
