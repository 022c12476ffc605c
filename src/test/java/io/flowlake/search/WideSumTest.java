package io.flowlake.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WideSumTest {
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  @Test
  void sumsAreExactAndComparedRight() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      WideSum sum = WideSum.ZERO;
      BigInteger exact = BigInteger.ZERO;
      for (int i = 0; i < 50; i++) {
        WideSum before = sum;
        BigInteger exactBefore = exact;
        long value = value(random);
        sum = sum.plus(value);
        exact = exact.add(BigInteger.valueOf(value));
        assertEquals(exact.max(LEAST).min(MOST).longValueExact(), sum.value());
        assertEquals(
            Integer.signum(exactBefore.compareTo(exact)), Integer.signum(before.compareTo(sum)));
      }
    }
  }

  private static long value(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Long.MAX_VALUE - random.nextInt(2);
      case 1 -> Long.MIN_VALUE + random.nextInt(2);
      case 2 -> -1 - random.nextInt(5);
      case 3 -> random.nextInt(5);
      default -> random.nextLong();
    };
  }
}
