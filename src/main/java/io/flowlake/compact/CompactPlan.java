package io.flowlake.compact;

/**
 * What a compaction would do, as {@code --dry-run} prints it.
 *
 * @param unfinishedBatches batches that an earlier job claimed and did not finish
 * @param dumps dumps that were never read
 * @param bytes their size as stored
 * @param batches how many batches they make
 * @param known dumps below the prefix that were read before
 */
public record CompactPlan(int unfinishedBatches, int dumps, long bytes, int batches, int known) {}
