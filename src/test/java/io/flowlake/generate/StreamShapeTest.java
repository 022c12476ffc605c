package io.flowlake.generate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamShapeTest {
  @Test
  void allThatIsWrongIsToldAtOnce() {
    FlowlakeException refusal =
        assertThrows(
            FlowlakeException.class,
            () ->
                new StreamShape(
                    0,
                    10_001,
                    0,
                    LocalDate.of(1969, 12, 31),
                    1,
                    0,
                    new Shares(-0.1, Double.NaN, 0, 2, 0)));
    assertAll(
        () -> assertEquals(ExitCode.USAGE, refusal.exitCode()),
        () ->
            assertEquals(
                "Cannot generate: the number of flows is 0, not within 1 to 10,000,000,000; "
                    + "the number of nodes is 10,001, not within 1 to 10,000; "
                    + "the number of days is 0, not within 1 to 3,660; "
                    + "the number of dumps is 0, not within 1 to 100,000; "
                    + "the first day is 1969-12-31, not within 1970-01-01 to 9000-01-01; "
                    + "the share of late flows is -0.1, not within 0 to 1; "
                    + "the share of open flows is NaN, not within 0 to 1; "
                    + "the share of redelivered flows is 2.0, not within 0 to 1",
                refusal.getMessage()));
  }

  @Test
  void aDumpThatIsTooLargeIsRefused() {
    StreamShape shape =
        new StreamShape(
            3_000_000_000L, 50, 1, LocalDate.parse(StreamShape.USUAL_START), 1, 1, Shares.USUAL);
    FlowlakeException refusal = assertThrows(FlowlakeException.class, () -> GeneratePlan.of(shape));
    assertEquals(
        "Cannot generate: dump 1 would hold 3,000,000,000 flows, and 1,073,741,823 is the most; "
            + "raise the number of dumps",
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 24", "3000000, 1, 24", "50000000, 1, 100", "1000, 30, 720", "0, -5, 24"})
  void dumpsAreHourlyAndBounded(long flows, int days, int dumps) {
    assertEquals(dumps, StreamShape.usualDumps(flows, days));
  }
}
