package io.flowlake;

import java.util.concurrent.CountDownLatch;

/**
 * What happens to a request instead of being passed on and answered, see {@link FaultyS3}.
 *
 * @param kind what it is
 * @param status of the answer, or how many milliseconds it is late
 * @param body of the answer
 * @param released what a request waits for that is held; null for others
 */
public record Fault(Kind kind, int status, String body, CountDownLatch released) {
  /** What can happen to a request. */
  public enum Kind {
    LOSE_ANSWER,
    ANSWER,
    RESET,
    LATE,
    HELD
  }

  /** An answer that never came from the server. */
  public static Fault answer(int status, String code) {
    String xml = "<Error><Code>%s</Code><Message>by order of the test</Message></Error>";
    return new Fault(Kind.ANSWER, status, status == 200 ? "" : xml.formatted(code), null);
  }

  /** The same with a body of the test's own. */
  public static Fault body(int status, String body) {
    return new Fault(Kind.ANSWER, status, body, null);
  }

  /** The server does its work, and the connection is closed instead of giving its answer. */
  public static Fault lostAnswer() {
    return new Fault(Kind.LOSE_ANSWER, 0, "", null);
  }

  /** The connection is reset before the server hears anything. */
  public static Fault reset() {
    return new Fault(Kind.RESET, 0, "", null);
  }

  /** The server hears of the request after so many milliseconds. */
  public static Fault late(int millis) {
    return new Fault(Kind.LATE, millis, "", null);
  }

  /** The server hears of the request when {@code released} is counted down. */
  public static Fault held(CountDownLatch released) {
    return new Fault(Kind.HELD, 0, "", released);
  }
}
