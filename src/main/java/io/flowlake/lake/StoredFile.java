package io.flowlake.lake;

/**
 * A committed data file of the flows table, as the log tells of it without Spark.
 *
 * @param path its whole path, a URI that Hadoop opens
 * @param bytes its size
 * @param rows how many flows it holds; -1 where its writer did not say
 * @param partition the partition that it belongs to
 * @param bounds what its values lie between, for the columns that were asked for
 * @param coverage whether some ({@link Coverage#SOME}) or all of its rows match the plan's filter
 * @param needsSpark whether only Spark can read it right: it has a deletion vector, or its columns
 *     go by other names (column mapping)
 */
public record StoredFile(
    String path,
    long bytes,
    long rows,
    Partition partition,
    FileBounds bounds,
    Coverage coverage,
    boolean needsSpark) {}
