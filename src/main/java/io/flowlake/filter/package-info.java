/** The filter language: which flows are wanted, as a tree, as text, and as a test of one flow. */
@NullMarked
package io.flowlake.filter;

import org.jspecify.annotations.NullMarked;
