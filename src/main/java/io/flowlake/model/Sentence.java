package io.flowlake.model;

/** Whole sentences, for messages that are put together. */
public final class Sentence {
  private Sentence() {}

  /** {@code text} with a full stop at its end, unless it has one or asks. */
  public static String of(String text) {
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }
}
