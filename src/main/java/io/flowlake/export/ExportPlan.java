package io.flowlake.export;

import io.flowlake.lake.Extent;
import java.time.LocalDate;

/**
 * How a day will be exported; what {@code --dry-run} prints.
 *
 * @param request what the object shall hold
 * @param day the UTC day
 * @param name the object's name below the prefix or folder
 * @param address its whole address
 * @param place see {@link io.flowlake.store.ExportStore#place}
 * @param version the version of the flows table that is read, whatever is written meanwhile
 * @param toRead the files that may hold flows of the export
 * @param table all files of the table
 * @param dayRows how many flows the table has of the day, whatever the filter; -1 where a file's
 *     writer did not say
 * @param estimate about how many bytes the object will have
 * @param transfer how it will be written
 */
public record ExportPlan(
    ExportRequest request,
    LocalDate day,
    String name,
    String address,
    String place,
    long version,
    Extent toRead,
    Extent table,
    long dayRows,
    long estimate,
    Transfer transfer) {
  /** How an object is written. */
  public enum Transfer {
    /** The header line alone, by the driver. */
    HEADER,
    /** In one piece, by one task. */
    WHOLE,
    /** In pieces, by many tasks. */
    PIECES
  }
}
