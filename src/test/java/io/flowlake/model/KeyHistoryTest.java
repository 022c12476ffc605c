package io.flowlake.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.model.KeyHistory.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyHistoryTest {
  private static final Flow OPEN = report(null, 10, 0x02);
  private static final Flow OPEN_MORE_BYTES = report(null, 20, 0x02);
  private static final Flow OPEN_MORE_FLAGS = report(null, 10, 0x12);
  private static final Flow CLOSED = report(5L, 30, 0x13);
  private static final Flow CLOSED_OTHER = report(6L, 30, 0x13);

  @Test
  void sameReportAgainIsADuplicate() {
    assertHistory(List.of(OPEN, OPEN), List.of(Outcome.NEW, Outcome.DUPLICATE), OPEN);
    assertHistory(List.of(CLOSED, CLOSED), List.of(Outcome.NEW, Outcome.DUPLICATE), CLOSED);
  }

  @Test
  void openFlowIsReplacedByWhatKnowsMore() {
    assertHistory(
        List.of(OPEN, OPEN_MORE_BYTES, CLOSED),
        List.of(Outcome.NEW, Outcome.UPDATED, Outcome.UPDATED),
        CLOSED);
    assertHistory(
        List.of(OPEN, OPEN_MORE_FLAGS), List.of(Outcome.NEW, Outcome.UPDATED), OPEN_MORE_FLAGS);
  }

  @Test
  void reportThatKnowsLessCameLate() {
    assertHistory(
        List.of(OPEN_MORE_BYTES, OPEN), List.of(Outcome.NEW, Outcome.DUPLICATE), OPEN_MORE_BYTES);
    assertHistory(List.of(CLOSED, OPEN), List.of(Outcome.NEW, Outcome.DUPLICATE), CLOSED);
  }

  @Test
  void closedReportsThatDifferAreTwoFlows() {
    assertHistory(
        List.of(CLOSED, CLOSED_OTHER), List.of(Outcome.NEW, Outcome.NEW), CLOSED, CLOSED_OTHER);
    assertHistory(
        List.of(OPEN, CLOSED, CLOSED_OTHER),
        List.of(Outcome.NEW, Outcome.UPDATED, Outcome.NEW),
        CLOSED,
        CLOSED_OTHER);
  }

  @Test
  void rowsOfTheTableCountAsKnown() {
    KeyHistory history = new KeyHistory();
    history.hold(OPEN);
    assertEquals(Outcome.DUPLICATE, history.apply(OPEN));
    assertEquals(Outcome.UPDATED, history.apply(CLOSED));
    assertEquals(List.of(CLOSED), history.rows());
  }

  /** Whatever the order of arrival, and however it is cut into batches, the same rows stay. */
  @Test
  void rowsDoNotDependOnTheOrder() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      List<Flow> reports = new ArrayList<>();
      int size = 1 + random.nextInt(6);
      for (int i = 0; i < size; i++) {
        Long end = random.nextInt(3) == 0 ? (Long) (long) random.nextInt(3) : null;
        reports.add(report(end, random.nextInt(3), random.nextInt(4)));
      }
      Set<Flow> expected = new HashSet<>(applied(reports, size));
      Collections.shuffle(reports, random);
      assertEquals(expected, new HashSet<>(applied(reports, 1 + random.nextInt(size))));
    }
  }

  private static List<Flow> applied(List<Flow> reports, int batch) {
    KeyHistory history = new KeyHistory();
    int news = 0;
    for (int i = 0; i < reports.size(); i++) {
      if (i % batch == 0) {
        KeyHistory next = new KeyHistory();
        history.rows().forEach(next::hold);
        history = next;
      }
      news += history.apply(reports.get(i)) == Outcome.NEW ? 1 : 0;
    }
    assertEquals(history.rows().size(), news, "as many rows as new ones");
    return history.rows();
  }

  private static void assertHistory(List<Flow> reports, List<Outcome> outcomes, Flow... rows) {
    KeyHistory history = new KeyHistory();
    assertEquals(outcomes, reports.stream().map(history::apply).toList());
    assertEquals(List.of(rows), history.rows());
  }

  private static Flow report(@Nullable Long end, long bytes, int flags) {
    return new Flow(
        "n1",
        1L,
        end,
        "TCP",
        null,
        "10.0.0.1",
        1,
        null,
        "10.0.0.2",
        443,
        bytes,
        0L,
        flags,
        null,
        null,
        null);
  }
}
