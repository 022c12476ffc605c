package io.flowlake.search;

/**
 * So much of a table.
 *
 * @param partitions how many partitions
 * @param files how many files
 * @param bytes their size
 * @param rows how many flows they hold; -1 = the log does not say
 */
public record Amount(long partitions, long files, long bytes, long rows) {}
