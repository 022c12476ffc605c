package io.flowlake.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextOrderTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "aa",
          "b",
          "\u007f",
          "é",
          "\ud7ff",
          "\ue000",
          "\uffff",
          "🚀",
          "🚀a",
          "a🚀",
          "a\uffff",
          TextOrder.LAST_CHARACTER,
          "🚁",
          "🚀🚀");

  @Test
  void theOrderIsThatOfUtf8Bytes() {
    for (String left : TEXTS) {
      for (String right : TEXTS) {
        int bytes =
            Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
        assertEquals(
            Integer.signum(bytes),
            Integer.signum(TextOrder.BY_CODE_POINT.compare(left, right)),
            left + " and " + right);
      }
    }
  }
}
