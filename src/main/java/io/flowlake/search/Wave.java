package io.flowlake.search;

/**
 * A wave as it was read.
 *
 * @param engine who read it
 * @param slice what it read, in words: {@code start_time from … on}
 * @param files files that were opened
 * @param bytes bytes that were read; of Spark the size of the files, of which it may skip parts
 * @param rows rows that were decoded; -1 = not known (Spark)
 * @param matched rows that matched and were good enough to be held
 * @param millis how long it took
 */
public record Wave(
    Engine engine, String slice, long files, long bytes, long rows, long matched, long millis) {}
