package io.flowlake.lake;

/** Tests the row that a cursor stands on. */
@FunctionalInterface
interface RowTest {
  boolean matches();
}
