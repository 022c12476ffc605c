package io.flowlake.compact;

/**
 * What upkeep did.
 *
 * @param filesFolded small data files that were replaced
 * @param filesWritten the files that replaced them
 * @param daysDeleted days that retention removed
 * @param flowsDeleted their flows
 * @param version the version of the flows table afterwards
 * @param elapsedMillis how long it took
 */
public record MaintainReport(
    int filesFolded,
    int filesWritten,
    long daysDeleted,
    long flowsDeleted,
    long version,
    long elapsedMillis) {}
