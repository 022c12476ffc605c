package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.Fault;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What servers refuse, each kind of request for each reason, by order of the test: no server at
 * hand refuses for all of them. Those that Ceph really gives are in {@link CephStoreTest} too. Of
 * Amazon alone are the wrong region in a signature (Ceph and S3Proxy take any), KMS's own words,
 * and a token that is named as expired (Ceph only denies).
 */
class RefusedStoreTest extends FaultyStore {
  @Override
  Behind behind() {
    return Behind.s3Proxy();
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, DENIED, the user of these keys lacks a permission of the bucket",
    "403, '', DENIED, flowlake target policy prints the policy",
    "403, InvalidAccessKeyId, DENIED, the store does not know the access key",
    "403, SignatureDoesNotMatch, DENIED, the secret key is not that of the access key",
    "403, UserSuspended, DENIED, the account of these keys is suspended",
    "403, QuotaExceeded, DENIED, the quota of the user or the bucket is used up",
    "400, ExpiredToken, DENIED, the session token is no longer valid",
    "400, InvalidToken, DENIED, the session token is no longer valid",
    "404, NoSuchBucket, MISSING, 'there is no bucket '",
    "404, '', MISSING, 'no S3 store (http://127.0.0.1:'",
    "405, MethodNotAllowed, USAGE, it may be no S3 store",
    "501, NotImplemented, USAGE, it may be no S3 store",
    "301, PermanentRedirect, USAGE, the bucket is not in the region us-east-1",
    "400, AuthorizationHeaderMalformed, USAGE, give the right --region",
    "400, EntityTooLarge, USAGE, 'S3''s own limit is 5 GiB); export fewer columns'",
    "400, KMS.DisabledException, USAGE, the store cannot encrypt with the KMS key",
    "400, KMS.NotFoundException, USAGE, give the right --sse-kms-key",
    "400, KMS.AccessDeniedException, DENIED, may not use the KMS key",
    "400, Whatever, USAGE, '(status 400, Whatever: by order of the test)'",
  })
  void everyRefusalIsToldAtOnce(int status, String code, ExitCode exitCode, String words) {
    Map<String, Runnable> ways =
        Map.of(
            PUT, store::validate,
            LIST, store::validate,
            CREATE, this::exportSmall,
            PART, this::exportSmall,
            LIST_PARTS, this::exportSmall,
            COMPLETE, this::exportSmall);
    ways.forEach(
        (request, way) -> {
          gate.inject(request, 0, Fault.answer(status, code));
          FlowlakeException failure = assertThrows(FlowlakeException.class, way::run, request);
          assertEquals(exitCode, failure.exitCode(), failure.getMessage());
          assertTrue(failure.getMessage().contains(words), failure.getMessage());
          assertTrue(failure.getMessage().startsWith("Cannot "), failure.getMessage());
          assertHarmless(failure);
          assertTrue(gate.isSpent());
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'</Message><Region>eu-west-1</Region></Error>",
        "<Error><Code>AuthorizationQueryParametersError</Code><Message>the region 'us-east-1' is wrong; expecting 'eu-west-1'</Message></Error>",
      })
  void theRightRegionIsNamed(String body) {
    for (String request : List.of(PUT, CREATE)) {
      gate.inject(request, 0, Fault.body(400, body));
      FlowlakeException failure =
          assertThrows(
              FlowlakeException.class, request.equals(PUT) ? store::validate : this::export);
      assertEquals(ExitCode.USAGE, failure.exitCode());
      assertTrue(
          failure
              .getMessage()
              .contains(
                  "the bucket is in the region eu-west-1, not us-east-1; give --region eu-west-1"),
          failure.getMessage());
    }
  }

  /**
   * The SDK sets its own clock right by the store's, so that only a signed address can be refused
   * for it; Amazon does that, and neither Ceph nor S3Proxy.
   */
  @Test
  void aWrongClockIsTold() {
    gate.inject(PUT, 0, Fault.answer(403, "RequestTimeTooSkewed"));
    FlowlakeException failure = assertThrows(FlowlakeException.class, store::validate);
    assertEquals(ExitCode.DENIED, failure.exitCode());
    assertTrue(failure.getMessage().contains("the clock of this machine"), failure.getMessage());
  }
}
