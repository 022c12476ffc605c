package io.flowlake.store;

/** What an upload leaves behind that may not be aborted. */
final class LeftBehind {
  private static final String RULE =
      "{\"Rules\":[{\"ID\":\"unfinished-uploads\",\"Status\":\"Enabled\",\"Filter\":{\"Prefix\":\"\"},"
          + "\"AbortIncompleteMultipartUpload\":{\"DaysAfterInitiation\":3}}]}";

  private LeftBehind() {}

  /** Where the parts are, and the rule that lets the bucket remove such parts by itself. */
  static String sentence(String bucket, String key, String uploadId) {
    return ("Parts of the unfinished upload %s of s3://%s/%s stay in the bucket, unseen but paid for:"
            + " the export has no permission to remove them (s3:AbortMultipartUpload), nor needs one."
            + " Let the bucket do it by a lifecycle rule:"
            + " aws s3api put-bucket-lifecycle-configuration --bucket %2$s"
            + " --lifecycle-configuration '%s' (it replaces the rules that the bucket has)")
        .formatted(uploadId, bucket, key, RULE);
  }
}
