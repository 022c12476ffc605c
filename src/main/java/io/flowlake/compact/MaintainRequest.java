package io.flowlake.compact;

import io.flowlake.lake.FileLayout;
import io.flowlake.lake.Lake;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What upkeep is asked to do.
 *
 * @param lake where the tables are
 * @param layout how large files should be
 * @param firstKeptDay days before it are deleted; null = all days are kept
 * @param vacuumHours files that no version of the last so many hours needs are removed
 * @param writers whether other jobs may write the lake meanwhile
 */
public record MaintainRequest(
    Lake lake,
    FileLayout layout,
    @Nullable LocalDate firstKeptDay,
    int vacuumHours,
    CompactRequest.Writers writers) {}
