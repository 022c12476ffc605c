package io.flowlake.search;

/**
 * A wave that is planned.
 *
 * @param slice what it reads, in words: {@code start_time from … on}
 * @param files files that it touches
 * @param bytes an estimate of what it reads of their rows; footers and dictionaries come on top
 */
public record PlannedWave(String slice, long files, long bytes) {}
