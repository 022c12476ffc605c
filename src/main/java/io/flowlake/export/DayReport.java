package io.flowlake.export;

import io.flowlake.model.ExitCode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What became of the export of a day.
 *
 * @param day the UTC day
 * @param address the object's whole address
 * @param version the version of the flows table that was exported; -1 if it came to none
 * @param done what was written; null when it failed
 * @param exit {@link ExitCode#DONE}, or why it failed
 * @param note why it failed and what it left behind; null for nothing to tell
 * @param millis how long it took
 */
public record DayReport(
    LocalDate day,
    String address,
    long version,
    @Nullable Done done,
    ExitCode exit,
    @Nullable String note,
    long millis) {
  /**
   * What was written.
   *
   * @param rows how many flows
   * @param bytes the object's size
   * @param textBytes the size of the text in it
   * @param sha256 hexadecimal SHA-256 of the object; of one in N parts that of its parts' SHA-256
   *     values one after the other, then {@code -N}
   * @param parts in how many parts it was uploaded
   */
  public record Done(long rows, long bytes, long textBytes, String sha256, int parts) {}
}
