/**
 * Synthetic flow logs: the raw dumps that a fleet of nodes would deliver, the same for the same
 * request.
 */
@NullMarked
package io.flowlake.generate;

import org.jspecify.annotations.NullMarked;
