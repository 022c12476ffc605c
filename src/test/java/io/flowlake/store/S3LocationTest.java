package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user may say about an S3 location, and what becomes of it. */
class S3LocationTest {
  @ParameterizedTest
  @CsvSource({
    "'', x, s3://bucket",
    "/, x, s3://bucket",
    "a, a/x, s3://bucket/a",
    "a/b/, a/b/x, s3://bucket/a/b",
    "/a//b///, a/b/x, s3://bucket/a/b",
    "' a b ', a b/x, s3://bucket/a b",
    ", x, s3://bucket"
  })
  void aPrefixGivesNoDoubleOrLeadingSlash(String prefix, String key, String address) {
    S3Location location = S3Location.of("bucket", "eu-central-1", prefix, null, null, null);
    assertEquals(key, location.key("x"));
    assertEquals(address, location.address());
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, , eu-central-1, , HOST",
    ", https://s3.example.org, us-east-1, https://s3.example.org, PATH",
    "' ', s3.example.org:9000, us-east-1, https://s3.example.org:9000, PATH",
    "x, http://127.0.0.1:9000/, x, http://127.0.0.1:9000/, PATH",
    "eu-west-1, https://s3.eu-west-1.amazonaws.com, eu-west-1, https://s3.eu-west-1.amazonaws.com, HOST"
  })
  void whatIsNotSaidHasDefaults(
      String region, String endpoint, String itsRegion, String itsEndpoint, Addressing addressing) {
    S3Location location = S3Location.of("bucket", region, null, endpoint, null, " ");
    assertEquals(new S3Location("bucket", itsRegion, "", itsEndpoint, addressing, null), location);
    Addressing other = addressing == Addressing.PATH ? Addressing.HOST : Addressing.PATH;
    assertEquals(other, S3Location.of("bucket", region, "", endpoint, other, null).addressing());
  }

  @ParameterizedTest
  @CsvSource({
    ", p, https://s3.amazonaws.com/bucket/p",
    "https://s3.eu-west-1.amazonaws.com, '', https://s3.amazonaws.com/bucket",
    "s3.example.org, p, https://s3.example.org/bucket/p",
    "https://S3.example.org:443/, p/, https://s3.example.org/bucket/p",
    "HTTP://127.0.0.1:9000, p, http://127.0.0.1:9000/bucket/p",
    "http://[::1]:80, p, http://[::1]/bucket/p"
  })
  void aPlaceIsTheServersToo(String endpoint, String prefix, String place) {
    assertEquals(place, S3Location.of("bucket", "r", prefix, endpoint, null, null).place());
  }

  @ParameterizedTest
  @CsvSource({
    "'', r, '', , the bucket is missing",
    "s3://bucket, r, '', , without s3:// and prefix",
    "b, r, '', , bucket 'b': must be a name of 3 to 63",
    "a..b, r, '', , bucket 'a..b'",
    "bucket, '', '', , 'the region is missing; give one such as eu-central-1, or an endpoint'",
    "bucket, eu central, '', , region 'eu central': must be a name",
    "bucket, r, a/../b, , must have no part '.' or '..'",
    "bucket, r, a\u0007b, , must have no control characters",
    "bucket, r, '', ftp://x, endpoint 'ftp://x': must be an address such as",
    "bucket, r, '', https://x/path, endpoint 'https://x/path'",
    "bucket, r, '', 'https://x?a=b', must be an address such as",
    "bucket, r, '', 'https:// x', must be an address such as"
  })
  void mistakesAreNamed(
      String bucket, String region, String prefix, String endpoint, String words) {
    FlowlakeException failure =
        assertThrows(
            FlowlakeException.class,
            () -> S3Location.of(bucket, region, prefix, endpoint, null, null));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
  }

  @Test
  void allMistakesAreNamedAtOnce() {
    FlowlakeException failure =
        assertThrows(
            FlowlakeException.class,
            () -> S3Location.of("", "a b", "x".repeat(901), "nonsense://", null, "a key"));
    for (String what : new String[] {"bucket", "region", "prefix", "endpoint", "KMS key"}) {
      assertTrue(failure.getMessage().contains(what), failure.getMessage());
    }
  }

  @Test
  void passwordsInAddressesAreNotRepeated() {
    for (String endpoint : new String[] {"https://user:geheim@host", "user:geheim@host"}) {
      FlowlakeException failure =
          assertThrows(
              FlowlakeException.class,
              () -> S3Location.of("key:geheim@bucket", "r", "", endpoint, null, null));
      assertFalse(failure.getMessage().contains("geheim"), failure.getMessage());
      assertTrue(failure.getMessage().contains("****"), failure.getMessage());
    }
  }
}
