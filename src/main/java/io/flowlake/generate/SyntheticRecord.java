package io.flowlake.generate;

import io.flowlake.model.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One line of a synthetic dump, and what it means.
 *
 * @param kind why the line is there
 * @param flow what a reader must see in it; null where it is corrupt
 */
public record SyntheticRecord(RecordKind kind, @Nullable Flow flow) {}
