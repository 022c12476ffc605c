/**
 * What a flow is: the columns, their values and the rules of identity. Plain Java, imports nothing
 * of ours.
 */
@NullMarked
package io.flowlake.model;

import org.jspecify.annotations.NullMarked;
