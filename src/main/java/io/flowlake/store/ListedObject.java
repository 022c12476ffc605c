package io.flowlake.store;

import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * An object as a list of its bucket shows it, which may be asked for where the object itself may
 * not.
 *
 * @param bytes its size
 * @param etag what the store calls its bytes, without quotes
 */
record ListedObject(long bytes, String etag) {
  /** The object {@code key}; empty when there is none. */
  static Optional<ListedObject> of(S3Client client, String bucket, String key) {
    // Of the keys that begin with a key, it is the first itself.
    ListObjectsV2Response listed =
        client.listObjectsV2(request -> request.bucket(bucket).prefix(key).maxKeys(1));
    return listed.contents().stream()
        .filter(object -> object.key().equals(key))
        .findFirst()
        .map(object -> new ListedObject(object.size(), ETags.bare(object.eTag())));
  }
}
