/** Where exports go: S3 stores and folders, and what they answer in words. Knows no Spark. */
@NullMarked
package io.flowlake.store;

import org.jspecify.annotations.NullMarked;
