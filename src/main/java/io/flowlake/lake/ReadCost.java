package io.flowlake.lake;

/**
 * What reading took.
 *
 * @param bytesRead bytes that were fetched from the store: footers, indexes, dictionaries and pages
 * @param rowsRead rows that were looked at, in at least one column
 * @param rowsMatched flows that matched, and so were given to the sink
 * @param rowGroupsRead row groups of which pages were read
 * @param rowGroups row groups that the files have
 */
public record ReadCost(
    long bytesRead, long rowsRead, long rowsMatched, long rowGroupsRead, long rowGroups) {
  /** Nothing was read. */
  public static final ReadCost NOTHING = new ReadCost(0, 0, 0, 0, 0);

  /** Both together. */
  public ReadCost plus(ReadCost other) {
    return new ReadCost(
        bytesRead + other.bytesRead,
        rowsRead + other.rowsRead,
        rowsMatched + other.rowsMatched,
        rowGroupsRead + other.rowGroupsRead,
        rowGroups + other.rowGroups);
  }
}
