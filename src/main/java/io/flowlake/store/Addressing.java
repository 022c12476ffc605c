package io.flowlake.store;

/** Where a bucket's name stands in the address of a request. */
public enum Addressing {
  /** In the host name, as Amazon wants it: {@code https://bucket.s3.eu-central-1.amazonaws.com}. */
  HOST,
  /** In the path, as most other stores have it: {@code https://s3.example.org/bucket}. */
  PATH
}
