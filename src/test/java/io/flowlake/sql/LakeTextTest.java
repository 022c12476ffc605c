package io.flowlake.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in the address of a lake are not shown, whatever they hold. */
class LakeTextTest {
  @ParameterizedTest
  @CsvSource({
    "s3a://bucket/lake, s3a://bucket/lake",
    "s3a://KEY:secret@bucket/lake, s3a://****@bucket/lake",
    "s3a://KEY:ab/cd@bucket/lake, s3a://****@bucket/lake",
    "s3a://KEY:ab/c@d/e@bucket, s3a://****@bucket",
    "/data/a@b/lake, /data/a@b/lake",
    "s3a://bucket/a@b, s3a://bucket/a@b",
    "s3a://bucket/a:b@c, s3a://****@c",
    "s3a://K/EY:ab@bucket/x, s3a://****@bucket/x",
  })
  void keysAreMasked(String root, String shown) {
    assertEquals(shown, LakeText.withoutSecrets(root));
  }
}
