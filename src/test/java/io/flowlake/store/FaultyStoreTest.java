package io.flowlake.store;

/** S3Proxy that goes wrong. */
class FaultyStoreTest extends StoreFaultsContract {
  @Override
  Behind behind() {
    return Behind.s3Proxy();
  }
}
