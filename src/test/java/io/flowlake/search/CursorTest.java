package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.RandomFlows;
import io.flowlake.filter.Filter;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowlakeException;
import io.flowlake.model.TimeRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final List<Order> ORDERS =
      List.of(Order.NEWEST, Order.OLDEST, Order.CLOSEST, Order.parse("meta:desc"));

  @Test
  void anyCursorSurvivesItsText() {
    Random random = new Random(5);
    RandomFlows flows = new RandomFlows(5);
    for (int i = 0; i < 500; i++) {
      Order order = ORDERS.get(i % ORDERS.size());
      long from = random.nextLong(1L << 60) - (1L << 59);
      TimeRange range =
          i % 3 == 0 && !order.needsRange() ? null : new TimeRange(from, from + 1 + i);
      Cursor cursor =
          new Cursor(
              "some table",
              random.nextLong(1L << 40),
              order,
              range,
              Fingerprint.of(Filter.EVERYTHING),
              flows.next(),
              1 + i);
      assertEquals(cursor, Cursor.parse(cursor.text()));
      assertEquals(cursor, Cursor.parse("  " + cursor.text() + "\n"));
    }
  }

  @Test
  void itsTextNeedsNoQuotingAnywhere() {
    for (Flow flow : new RandomFlows(6).list(50)) {
      String text = cursor(flow).text();
      assertTrue(text.matches("[A-Za-z0-9_-]+"), text);
      assertTrue(text.length() < 450, "too long to copy: " + text.length());
    }
  }

  @Test
  void aCursorThatWasCutOrChangedIsRefused() {
    String text = cursor(new RandomFlows(7).next()).text();
    for (int i = 0; i < text.length(); i++) {
      assertEquals(ExitCode.USAGE, refused(text.substring(0, i)).exitCode());
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      FlowlakeException changed = refused(text.substring(0, i) + other + text.substring(i + 1));
      assertTrue(changed.getMessage().contains("it was cut or changed"), changed.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "'; DROP TABLE flows --", "$(reboot)", "ä", "a b"})
  void otherTextsAreRefusedInWords(String text) {
    assertEquals(
        "Cannot continue after '%s': it was cut or changed; copy the cursor whole from the earlier search, or search again without --after."
            .formatted(text.strip()),
        refused(text).getMessage());
  }

  @Test
  void aCursorOfAnotherReleaseIsRefused() throws IOException {
    for (String json : List.of("[2]", "{}", "[1,5]", "nonsense", "[1,-5,\"newest\"]")) {
      FlowlakeException refused = refused(CursorText.of(json.getBytes(StandardCharsets.UTF_8)));
      assertTrue(refused.getMessage().contains("another release"), refused.getMessage());
    }
  }

  @Test
  void whatUnpacksToTooMuchIsRefused() throws IOException {
    FlowlakeException refused = refused(CursorText.of(new byte[100 << 20]));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    FlowlakeException tooLong = refused("A".repeat(20 << 20));
    assertTrue(tooLong.getMessage().contains("too long"), tooLong.getMessage());
  }

  private static FlowlakeException refused(String text) {
    return assertThrows(FlowlakeException.class, () -> Cursor.parse(text));
  }

  private static Cursor cursor(Flow last) {
    return new Cursor(
        "5ef5bd3a-6c4f-4b21-8a38-9e0e5a2f7c11",
        12,
        Order.NEWEST,
        null,
        Fingerprint.of(Filter.EVERYTHING),
        last,
        1);
  }
}
