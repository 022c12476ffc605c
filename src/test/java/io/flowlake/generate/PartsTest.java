package io.flowlake.generate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.IpAddress;
import io.flowlake.model.Times;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts against naive ones. */
class PartsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 10, 97, 1_000, 4_096, 100_003})
  void scatterIsAPermutationAndItsInverse(int size) {
    Scatter scatter = new Scatter(size);
    Set<Integer> places = new HashSet<>();
    for (int rank = 0; rank < size; rank++) {
      int place = scatter.place(rank);
      assertTrue(place >= 0 && place < size && places.add(place));
      assertEquals(rank, scatter.rank(place));
    }
  }

  @ParameterizedTest
  @CsvSource({"48, 1, 24, 100", "48, 3, 3, 7", "6, 1, 10000, 50", "1, 30, 30, 3", "48, 2, 2, 1"})
  void everyThingArrivesOnceAndInTime(int hours, int days, int dumps, int count) {
    Lag lag = new Lag(Duration.ofHours(hours), days, dumps);
    for (int from = 0; from < dumps - 1; from += 1 + dumps / 100) {
      int arrived = 0;
      for (int step = 0; step < lag.steps(); step++) {
        int arriving = lag.firstWith(step + 1, count, from) - lag.firstWith(step, count, from);
        int into = from + lag.dumps(step);
        assertTrue(arriving == 0 || (arriving > 0 && into > from && into < dumps));
        arrived += arriving;
      }
      assertEquals(count, arrived, "of dump " + from);
    }
  }

  @Test
  void flowsInARowNeverShareALane() {
    for (int lanes : new int[] {28_232, 31_744, 2_000, 60_000}) {
      for (long first : new long[] {0, 12_345, 9_999_999_999L}) {
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < lanes; i++) {
          int lane = Ports.lane(first + i, lanes);
          assertTrue(lane >= 0 && lane < lanes && taken.add(lane));
        }
      }
    }
  }

  @Test
  void aMillisecondNeverHasMoreFlowsThanTheFewestLanes() {
    DayCurve curve = new DayCurve(1);
    double busiest = 0;
    for (long millis = 0; millis < DayCurve.DAY_MILLIS; millis += 60_000) {
      busiest = Math.max(busiest, curve.shareBefore(millis + 60_000) - curve.shareBefore(millis));
    }
    double flowsInAMilli = StreamShape.MAX_FLOWS_A_DAY * busiest / 60_000;
    assertTrue(flowsInAMilli < Addresses.SITE_HOSTS / 2.0, () -> "flows: " + flowsInAMilli);
  }

  @Test
  void theCurveAndItsInverseAgree() {
    DayCurve curve = new DayCurve(3);
    Random random = new Random(1);
    long last = -1;
    for (int i = 0; i < 10_000; i++) {
      double share = (i + random.nextDouble()) / 10_000;
      long millis = curve.millisAt(share);
      assertTrue(millis >= last && millis < 3 * DayCurve.DAY_MILLIS);
      assertEquals(share, curve.shareBefore(millis), 1e-6);
      last = millis;
    }
  }

  @Test
  void weightsAreMet() {
    double[] weights = {5, 0, 1, 3, 0.5, 0.5};
    AliasTable table = new AliasTable(weights);
    FlowRandom random = new FlowRandom(1, 1);
    random.seek(0);
    int[] drawn = new int[weights.length];
    for (int i = 0; i < 1_000_000; i++) {
      drawn[table.draw(random)]++;
    }
    for (int i = 0; i < weights.length; i++) {
      assertEquals(weights[i] / 10, drawn[i] / 1e6, 0.002);
    }
  }

  @Test
  void gaussiansHaveMeanDeviationAndTails() {
    FlowRandom random = new FlowRandom(1, 1);
    double sum = 0;
    double squares = 0;
    int beyondTwo = 0;
    int count = 1_000_000;
    for (int i = 0; i < count; i++) {
      random.seek(i / 3); // as flows use it: a few of each stream
      double value = random.gaussian();
      for (int again = 0; again < i % 3; again++) {
        value = random.gaussian();
      }
      sum += value;
      squares += value * value;
      beyondTwo += Math.abs(value) > 2 ? 1 : 0;
    }
    double mean = sum / count;
    double deviation = Math.sqrt(squares / count);
    double tails = beyondTwo / (double) count;
    assertAll(
        () -> assertEquals(0, mean, 0.005),
        () -> assertEquals(1, deviation, 0.005),
        () -> assertEquals(0.0455, tails, 0.001));
  }

  @Test
  void numbersAndTimesAreWrittenAsTheLibraryDoes() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      long number = random.nextLong() >>> (1 + random.nextInt(63));
      int small = random.nextInt() >>> random.nextInt(32);
      long millis = (long) (random.nextDouble() * 253_000_000_000_000L);
      ByteSink sink = new ByteSink(4);
      sink.number(number);
      sink.put(' ');
      sink.hex(small);
      sink.put(' ');
      sink.time(millis);
      assertEquals(
          number + " " + Integer.toHexString(small) + " " + Times.format(millis * 1_000),
          new String(sink.array(), 0, sink.size(), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void addressesAreCanonicalAndDistinct() {
    Addresses addresses = new Addresses(1);
    Set<String> texts = new HashSet<>();
    for (int host = 0; host < Addresses.PUBLIC_HOSTS; host++) {
      addCanonical(addresses.publicV4(host), texts);
      addCanonical(Addresses.publicV6(host), texts);
    }
    for (int node : new int[] {0, 1, 49, 255, 9_999}) {
      for (int host = 0; host < Addresses.SITE_HOSTS; host++) {
        if (node != 9_999) {
          addCanonical(Addresses.siteV4(node, host), texts);
        }
        addCanonical(Addresses.siteV6(node, host), texts);
      }
    }
    assertEquals(2 * 60_000 + 4 * 2_000 + 5 * 2_000, texts.size());
  }

  private static void addCanonical(long code, Set<String> texts) {
    String text = Addresses.text(code);
    assertEquals(IpAddress.canonical(text), text);
    texts.add(text);
  }
}
