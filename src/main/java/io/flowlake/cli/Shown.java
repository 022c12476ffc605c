package io.flowlake.cli;

import io.flowlake.model.Bytes;
import java.util.Locale;

/** Numbers as a person reads them; the same in every locale. */
final class Shown {
  private Shown() {}

  /** With thousands separators: {@code 105,918}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number and its noun: {@code 1 dump}, {@code 72 dumps}. */
  static String count(long number, String noun) {
    String plural = noun.endsWith("ch") ? noun + "es" : noun + "s";
    return count(number) + " " + (number == 1 ? noun : plural);
  }

  /** In decimal units: {@code 3.1 MB}. */
  static String bytes(long bytes) {
    return Bytes.text((double) bytes);
  }

  /** {@code 8.2 s}, {@code 3:05 min} or {@code 2:03:05 h}. */
  static String duration(long millis) {
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long seconds = millis / 1000;
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
    return String.format(
        Locale.ROOT, "%d:%02d:%02d h", seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }

  /** How many a second. */
  static String rate(long count, long millis) {
    return count(count * 1000 / Math.max(1, millis)) + "/s";
  }
}
