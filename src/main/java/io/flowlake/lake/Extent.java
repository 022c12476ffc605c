package io.flowlake.lake;

/**
 * How much lies in a set of files.
 *
 * @param partitions how many partitions the files belong to
 * @param files how many files
 * @param bytes their sizes together
 * @param rows their rows together, as far as their writers said
 */
public record Extent(long partitions, long files, long bytes, long rows) {}
