package io.flowlake.lake;

import com.google.common.hash.Hashing;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * One partition of the flows table.
 *
 * @param day days since 1970-01-01
 * @param node the logging node, any text
 */
public record Partition(int day, String node) implements Serializable, Comparable<Partition> {
  private static final long serialVersionUID = 1L;
  private static final int READABLE = 60;

  /** The day as {@code YYYY-MM-DD}. */
  public String dayText() {
    return LocalDate.ofEpochDay(day).toString();
  }

  /**
   * The folder of the partition's files below the table. The log holds the node's true name, so the
   * folder only has to be readable, unique and possible on every store: a name that is long or has
   * other characters than letters, digits, '.', '_' and '-' is cut and gets a hash.
   */
  public String folder() {
    StringBuilder safe = new StringBuilder();
    node.chars().limit(READABLE).forEach(c -> safe.append(isSafe(c) ? (char) c : '_'));
    boolean readable = safe.toString().equals(node) && !node.startsWith(".");
    String hash = readable ? "" : "~" + hash();
    return "day=" + dayText() + "/node=" + safe + hash;
  }

  @Override
  public int compareTo(Partition other) {
    int byDay = Integer.compare(day, other.day);
    return byDay != 0 ? byDay : node.compareTo(other.node);
  }

  private String hash() {
    return Hashing.sha256().hashString(node, StandardCharsets.UTF_8).toString().substring(0, 16);
  }

  private static boolean isSafe(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "0123456789._-".indexOf(c) >= 0;
  }
}
