package io.flowlake.export;

import java.time.LocalDate;

/**
 * A multipart upload that nobody finished: its parts stay in the bucket until they are aborted.
 *
 * @param day the UTC day
 * @param object the object that it should have become
 * @param place see {@link io.flowlake.store.ExportStore#place}
 * @param uploadId the store's id of it
 * @param begunAt µs UTC
 */
public record LeftUpload(
    LocalDate day, String object, String place, String uploadId, long begunAt) {}
