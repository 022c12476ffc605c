package io.flowlake.filter;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters with random damage: each is refused in words, or is a filter in every respect. */
class FilterMutationTest {
  private static final int ROUNDS = 3_000;

  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "[",
          "]",
          ",",
          "..",
          "=",
          "!=",
          "<",
          ">=",
          "!",
          "&&",
          "||",
          "&",
          "#",
          "'",
          "\"",
          "\\",
          "\\n",
          "\\u0041",
          "/",
          "*",
          "?",
          "%",
          "-",
          "0",
          "9".repeat(25),
          "1e999999999",
          " ",
          "\n",
          "\t",
          "\u0000",
          "\u202e",
          "\ud800",
          "😀",
          " and ",
          " or ",
          " not ",
          " in ",
          " any ",
          " open ",
          "src ",
          "recv ",
          "flags ",
          "port ",
          "ip ",
          "node ",
          "start ",
          "duration ",
          "bytes ",
          "active ",
          "443",
          "10.0.0.0/8",
          "2001:db8::/32",
          "SYN",
          "S/SA",
          "2026-11-01",
          "9223372036854775807us",
          "-1",
          "5m",
          "10M");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesDamage(long seed) throws IOException {
    List<String> texts = new ArrayList<>();
    FilterCorpus.entries().forEach(entry -> texts.add(entry.text()));
    texts.removeIf(text -> text.length() > 200);
    new RandomFilters(seed).list(300).forEach(filter -> texts.add(FilterText.canonical(filter)));
    Random random = new Random(seed);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            String text = texts.get(random.nextInt(texts.size()));
            for (int k = random.nextInt(4); k >= 0; k--) {
              text = damaged(text, random);
            }
            checkShowing(text);
          }
        });
  }

  private static void checkShowing(String text) {
    try {
      FilterChecks.check(text);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("on: " + text, e);
    }
  }

  /** Something put in, taken out, doubled, or the rest cut off. */
  private static String damaged(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(12));
    String before = text.substring(0, at);
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    return switch (random.nextInt(6)) {
      case 0, 1 -> before + piece + text.substring(at);
      case 2 -> before + piece + text.substring(end);
      case 3 -> before + text.substring(end);
      case 4 -> before + text.substring(at, end) + text.substring(at);
      default -> random.nextInt(4) == 0 ? before : before + piece;
    };
  }
}
