package io.flowlake.compact;

/**
 * What upkeep would do, as {@code --dry-run} prints it. Which files a vacuum would remove is not
 * among it: to know that, all of the store must be listed.
 *
 * @param filesToFold small data files that would become fewer, as far as one round looks
 * @param roundIsFull whether there may be more of them
 * @param daysToDelete days that retention would remove
 * @param flowsToDelete their flows
 * @param version the version of the flows table that was looked at
 */
public record MaintainPlan(
    int filesToFold, boolean roundIsFull, long daysToDelete, long flowsToDelete, long version) {}
