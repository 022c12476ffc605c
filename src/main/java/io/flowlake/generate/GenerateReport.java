package io.flowlake.generate;

/**
 * What was written.
 *
 * @param plan the stream that was to be written
 * @param counts the lines that were written, by kind
 * @param rawBytes bytes before compression
 * @param writtenBytes bytes of all dumps
 * @param elapsedMillis how long it took
 */
public record GenerateReport(
    GeneratePlan plan, RecordCounts counts, long rawBytes, long writtenBytes, long elapsedMillis) {}
