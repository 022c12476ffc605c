package io.flowlake.store;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a store that does not answer, or says that it is busy, is tried.
 *
 * @param attempts at each request, the first included
 * @param connect until a connection is given up
 * @param answer until an answer is given up; a piece on its way has longer, by its size
 * @param firstPause before the second attempt, about; each pause is twice the one before
 * @param longestPause between attempts
 */
public record Patience(
    int attempts, Duration connect, Duration answer, Duration firstPause, Duration longestPause)
    implements Serializable {
  /** About a minute where answers come at once, two where none comes. */
  public static final Patience USUAL =
      new Patience(
          8,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMillis(250),
          Duration.ofSeconds(10));

  private static final long serialVersionUID = 1L;
}
