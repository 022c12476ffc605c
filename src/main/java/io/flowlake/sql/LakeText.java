package io.flowlake.sql;

/** The address of a lake as plans may show it. */
final class LakeText {
  private LakeText() {}

  /**
   * {@code root} without what stands before the host of a URI, where some write keys. A secret may
   * hold {@code /}, so after a colon all up to the last {@code @} goes, should that be in the path.
   */
  static String withoutSecrets(String root) {
    return root.replaceFirst("(?s)://(?:.*:.*|[^/]*)@", "://****@");
  }
}
