package io.flowlake.lake;

/** Another writer changed the table first: nothing was committed, the work may be done again. */
public final class LostRaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostRaceException(Throwable cause) {
    super("another writer changed the table first", cause);
  }
}
