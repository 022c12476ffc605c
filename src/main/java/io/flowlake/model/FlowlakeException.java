package io.flowlake.model;

import org.jspecify.annotations.Nullable;

/**
 * A failure that is told to the user in one sentence: what could not be done, why, and what to do.
 * Its message is the whole text; a stack trace is shown with {@code --debug} only.
 */
public final class FlowlakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** A failure with the exit code and the sentence for the user. */
  public FlowlakeException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  /** As above, with the exception that caused it (shown with {@code --debug}). */
  public FlowlakeException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The exit status that the command ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
