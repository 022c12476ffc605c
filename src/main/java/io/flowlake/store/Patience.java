package io.flowlake.store;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a store that does not answer, or says that it is busy, is tried.
 *
 * @param attempts at each request, the first included
 * @param answer until an answer is given up; a piece on its way has longer, by its size
 * @param total after which a request is not tried again, however few its attempts were
 * @param firstPause before the second attempt, about; each pause is about twice the one before
 * @param longestPause between two attempts
 */
public record Patience(
    int attempts, Duration answer, Duration total, Duration firstPause, Duration longestPause)
    implements Serializable {
  /** Half a minute where the store answers at once that it cannot, two where it is silent. */
  public static final Patience USUAL =
      new Patience(
          8,
          Duration.ofSeconds(60),
          Duration.ofMinutes(2),
          Duration.ofMillis(250),
          Duration.ofSeconds(10));

  /** Until a connection is given up, as with S3A's shortest. */
  static final Duration CONNECT = Duration.ofSeconds(15);

  private static final long serialVersionUID = 1L;

  /** For a person who waits: fewer attempts. */
  Patience ofPerson() {
    return new Patience(Math.min(attempts, 3), answer, total, firstPause, longestPause);
  }

  /**
   * How long to wait before attempt {@code number} (from 2): somewhere between half and all of the
   * doubled pauses, so that tasks which were refused together do not come again together.
   */
  Duration pauseBefore(int number) {
    int doublings = Math.min(number - 2, 20);
    long full = Math.min(firstPause.toMillis() << doublings, longestPause.toMillis());
    return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }
}
