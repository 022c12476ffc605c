package io.flowlake.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The permissions that exports need, and no others, as AWS's identity policies are written. */
public final class BucketPolicy {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Of the policy language, not of this policy. */
  private static final String LANGUAGE_VERSION = "2012-10-17";

  private BucketPolicy() {}

  /** The policy for the bucket of {@code location}, and for its KMS key if it has one: JSON. */
  public static String json(S3Location location) {
    ObjectNode policy = JSON.createObjectNode().put("Version", LANGUAGE_VERSION);
    ArrayNode statements = policy.putArray("Statement");
    addBucket(statements.addObject().put("Effect", "Allow"), location);
    if (location.kmsKey() != null) {
      addKey(statements.addObject().put("Effect", "Allow"), location, location.kmsKey());
    }
    try {
      return JSON.writeValueAsString(policy);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addBucket(ObjectNode statement, S3Location location) {
    statement
        .putArray("Action")
        .add("s3:PutObject")
        .add("s3:ListBucket")
        .add("s3:ListMultipartUploadParts");
    String bucket = "arn:%s:s3:::%s".formatted(partition(location), location.bucket());
    statement.putArray("Resource").add(bucket).add(bucket + "/*");
  }

  /** Amazon decrypts the parts of an upload with the key when it puts them together. */
  private static void addKey(ObjectNode statement, S3Location location, String key) {
    statement.putArray("Action").add("kms:GenerateDataKey").add("kms:Decrypt");
    String keys = "arn:%s:kms:%s:*:key/".formatted(partition(location), location.region());
    int alias = key.startsWith("alias/") ? 0 : key.indexOf(":alias/") + 1;
    if (alias > 0 || key.startsWith("alias/")) {
      // A permission on the ARN of an alias is one to rename it.
      statement.put("Resource", keys + "*");
      statement
          .putObject("Condition")
          .putObject("ForAnyValue:StringEquals")
          .put("kms:ResourceAliases", key.substring(alias));
    } else {
      statement.put("Resource", key.startsWith("arn:") ? key : keys + key);
    }
  }

  private static String partition(S3Location location) {
    if (location.region().startsWith("cn-")) {
      return "aws-cn";
    }
    return location.region().startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
