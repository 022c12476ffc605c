package io.flowlake.store;

import io.flowlake.model.Excerpt;
import io.flowlake.model.ExitCode;
import java.util.Locale;

/** What the refusals of S3 stores mean, in our own words: some stores have none. */
final class AnswerReasons {
  private static final String RUN_AGAIN = "run the same command again in a while";

  private final StoreErrors context;
  private final StoreAnswer answer;

  AnswerReasons(StoreErrors context, StoreAnswer answer) {
    this.context = context;
    this.answer = answer;
  }

  Reason reason() {
    if (answer.code().startsWith("KMS.")) {
      return ofKms();
    }
    return switch (answer.code()) {
      case "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "TokenRefreshRequired",
          "RequestTimeTooSkewed",
          "RequestExpired",
          "UserSuspended",
          "AccountProblem",
          "NotSignedUp",
          "AllAccessDisabled",
          "QuotaExceeded",
          "AccessDenied" ->
          ofUser();
      case "NoSuchBucket", "InvalidBucketName" -> noBucket();
      case "AuthorizationHeaderMalformed",
          "AuthorizationQueryParametersError",
          "PermanentRedirect",
          "TemporaryRedirect",
          "IllegalLocationConstraintException" ->
          wrongRegion();
      case "EntityTooLarge", "EntityTooSmall", "NoSuchUpload", "InvalidPart", "InvalidPartOrder" ->
          ofUpload();
      case "InvalidEncryptionAlgorithmError", "InvalidKMSKeyId" -> ofKms();
      default -> byStatus();
    };
  }

  private Reason ofUser() {
    return switch (answer.code()) {
      case "InvalidAccessKeyId" ->
          denied("the store does not know the access key; " + context.giveKeys());
      case "SignatureDoesNotMatch" ->
          denied("the secret key is not that of the access key; " + context.giveKeys());
      case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
          denied("the session token is no longer valid; log in again, or " + context.giveKeys());
      case "RequestTimeTooSkewed", "RequestExpired" ->
          denied(
              "the clock of this machine and that of the store are many minutes apart; set this"
                  + " one right");
      case "UserSuspended", "AccountProblem", "NotSignedUp", "AllAccessDisabled" ->
          denied("the account of these keys is suspended; ask who runs the store");
      case "QuotaExceeded" ->
          denied("the quota of the user or the bucket is used up; ask who runs the store");
      default -> accessDenied();
    };
  }

  private Reason accessDenied() {
    if (answer.message().toLowerCase(Locale.ROOT).contains("expired")) {
      return new Reason(
          ExitCode.RETRY,
          "the leave to write this piece has expired; run the same command again, with keys that"
              + " are good for longer");
    }
    String key = context.location().kmsKey() == null ? "" : ", or of the KMS key of --sse-kms-key";
    // Ceph says no more when a session is over.
    return denied(
        context.ofSession()
            ? "the store does not allow it: the session of these keys is over, or it lacks a permission of the bucket%s; log in again, or give it the policy that flowlake target policy prints"
                .formatted(key)
            : "the store does not allow it: the user of these keys lacks a permission of the bucket%s; flowlake target policy prints the policy to give him"
                .formatted(key));
  }

  private Reason noBucket() {
    return new Reason(
        ExitCode.MISSING,
        "there is no bucket %s in the store%s; give the right --bucket, --endpoint or --region to flowlake target set"
            .formatted(context.location().bucket(), context.server()));
  }

  private Reason wrongRegion() {
    String told = context.location().region();
    if (answer.region().isEmpty() || answer.region().equals(told)) {
      return new Reason(
          ExitCode.USAGE,
          "the bucket is not in the region %s%s; give the right --region or --endpoint to flowlake target set"
              .formatted(told, context.server()));
    }
    return new Reason(
        ExitCode.USAGE,
        "the bucket is in the region %s, not %s; give --region %1$s to flowlake target set (or set FLOWLAKE_S3_REGION)"
            .formatted(Excerpt.of(answer.region()), told));
  }

  private Reason ofUpload() {
    return switch (answer.code()) {
      case "EntityTooLarge" ->
          new Reason(
              ExitCode.USAGE,
              "a piece is larger than the store takes (S3's own limit is 5 GiB); export fewer columns, or fewer flows with --filter, or ask who runs the store whether its limit is lower");
      case "EntityTooSmall" ->
          new Reason(
              ExitCode.USAGE,
              "the store wants pieces larger than S3's 5 MiB; ask who runs the store");
      default ->
          new Reason(
              ExitCode.RETRY,
              "the unfinished upload, or a piece of it, is no longer in the store (%s); run the same command again"
                  .formatted(answer.code()));
    };
  }

  private Reason ofKms() {
    if (answer.code().contains("AccessDenied")) {
      return denied(
          "the user of these keys may not use the KMS key; flowlake target policy prints the"
              + " policy to give him");
    }
    return new Reason(
        ExitCode.USAGE,
        "the store cannot encrypt with the KMS key (%s); give the right --sse-kms-key to flowlake target set, or none%s"
            .formatted(
                Excerpt.of(answer.code()),
                context.server().contains("http://") ? ", or an --endpoint of https://" : ""));
  }

  /** Ceph says no more than InvalidRequest where it has no keys, or would have to over HTTP. */
  private boolean isOfEncryption() {
    return answer.code().equals("InvalidRequest")
        || answer.code().equals("InvalidArgument")
        || answer.message().toLowerCase(Locale.ROOT).contains("encryption");
  }

  private Reason byStatus() {
    if (answer.isPassing()) {
      return new Reason(
          ExitCode.RETRY, "the store is busy or in trouble (%s); %s".formatted(told(), RUN_AGAIN));
    }
    if (context.location().kmsKey() != null && isOfEncryption()) {
      return ofKms();
    }
    return switch (answer.status()) {
      case 301, 307, 308 -> wrongRegion();
      case 401, 403 -> accessDenied();
      case 404 ->
          new Reason(
              ExitCode.MISSING,
              "there is no bucket %s, or no S3 store%s (%s); give the right --bucket or --endpoint to flowlake target set"
                  .formatted(context.location().bucket(), context.server(), told()));
      case 405, 501 ->
          new Reason(
              ExitCode.USAGE,
              "the server%s cannot do that (%s), it may be no S3 store; give the right --endpoint to flowlake target set"
                  .formatted(context.server(), told()));
      default -> unknown();
    };
  }

  private Reason unknown() {
    if (answer.status() == 400 && answer.message().toLowerCase(Locale.ROOT).contains("https")) {
      return new Reason(
          ExitCode.USAGE,
          "the server%s wants HTTPS; give --endpoint https://… to flowlake target set"
              .formatted(context.server()));
    }
    ExitCode exitCode = answer.status() >= 500 ? ExitCode.RETRY : ExitCode.USAGE;
    return new Reason(
        exitCode,
        "the store%s did not accept it (%s); check the settings with flowlake target show"
            .formatted(context.server(), told()));
  }

  private String told() {
    String code = answer.code().isEmpty() ? "" : ", " + Excerpt.of(answer.code());
    boolean shown = !answer.code().isEmpty() && StoreErrors.isHarmless(answer.message());
    String words = shown && !answer.message().isEmpty() ? ": " + Excerpt.of(answer.message()) : "";
    return "status %d%s%s".formatted(answer.status(), code, words);
  }

  private static Reason denied(String sentence) {
    return new Reason(ExitCode.DENIED, sentence);
  }
}
