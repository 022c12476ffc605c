package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is given to paste. */
class BucketPolicyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode policy(String region, String kmsKey) throws IOException {
    return JSON.readTree(
        BucketPolicy.json(S3Location.of("my.bucket", region, "p", null, null, kmsKey)));
  }

  @Test
  void exactlyThreePermissionsOnTheBucketAndItsObjects() throws IOException {
    assertEquals(
        JSON.readTree(
            """
            {"Version": "2012-10-17",
             "Statement": [
               {"Effect": "Allow",
                "Action": ["s3:PutObject", "s3:ListBucket", "s3:ListMultipartUploadParts"],
                "Resource": ["arn:aws:s3:::my.bucket", "arn:aws:s3:::my.bucket/*"]}]}
            """),
        policy("eu-central-1", null));
  }

  @ParameterizedTest
  @CsvSource({
    "cn-north-1, arn:aws-cn:s3:::my.bucket",
    "us-gov-west-1, arn:aws-us-gov:s3:::my.bucket",
    "us-east-1, arn:aws:s3:::my.bucket"
  })
  void aRegionBelongsToAPartition(String region, String resource) throws IOException {
    assertEquals(resource, policy(region, null).at("/Statement/0/Resource/0").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:kms:eu-west-1:111122223333:key/abc, arn:aws:kms:eu-west-1:111122223333:key/abc, ''",
    "1234abcd-12ab, arn:aws:kms:eu-west-1:*:key/1234abcd-12ab, ''",
    "alias/exports, arn:aws:kms:eu-west-1:*:key/*, alias/exports",
    "arn:aws:kms:eu-west-1:111122223333:alias/exports, arn:aws:kms:eu-west-1:*:key/*, alias/exports"
  })
  void aKmsKeyMayBeUsed(String key, String resource, String alias) throws IOException {
    JsonNode statement = policy("eu-west-1", key).at("/Statement/1");
    assertEquals(
        JSON.readTree("[\"kms:GenerateDataKey\", \"kms:Decrypt\"]"), statement.path("Action"));
    assertEquals(resource, statement.path("Resource").asText());
    assertEquals(
        alias, statement.at("/Condition/ForAnyValue:StringEquals/kms:ResourceAliases").asText());
  }
}
