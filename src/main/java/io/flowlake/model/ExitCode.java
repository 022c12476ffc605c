package io.flowlake.model;

/** How a command ends; schedulers decide by these numbers whether to run again. */
public enum ExitCode {
  /** Done, or nothing to do. */
  DONE(0),
  /** A bug of Flowlake itself. */
  BUG(1),
  /** The command line or the settings are wrong; nothing was touched. */
  USAGE(2),
  /** An input or a table that was named is not there. */
  MISSING(3),
  /** Credentials or a permission are missing or wrong. */
  DENIED(4),
  /** A write conflict, a throttled or unreachable store: the same command may be run again. */
  RETRY(5),
  /** The job is done, but the data are not as they should be (more rejects than allowed). */
  DATA(6);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The process exit status, 0 to 6. */
  public int number() {
    return number;
  }
}
