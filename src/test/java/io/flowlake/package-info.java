/** What the tests of all rooms share. */
package io.flowlake;
