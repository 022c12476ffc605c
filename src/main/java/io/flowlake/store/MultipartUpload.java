package io.flowlake.store;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An object of several parts on its way into a bucket. */
final class MultipartUpload implements ObjectUpload {
  /** Amazon takes minutes to join thousands of parts, and sends blanks meanwhile. */
  private static final Duration JOINING = Duration.ofMinutes(20);

  private final S3Access access;
  private final String bucket;
  private final String key;
  private final String uploadId;
  private final int pieces;

  MultipartUpload(S3Access access, String key, String uploadId, int pieces) {
    this.access = access;
    this.bucket = access.location().bucket();
    this.key = key;
    this.uploadId = uploadId;
    this.pieces = pieces;
  }

  @Override
  public PieceSlot slot(int number) {
    Receipts.checkNumber(number, pieces);
    return access.slot(
        number,
        "piece %d of %s".formatted(number, access.address(key)),
        (signer, signedFor) ->
            signer.presignUploadPart(
                signing ->
                    signing
                        .signatureDuration(signedFor)
                        .uploadPartRequest(
                            part ->
                                part.bucket(bucket)
                                    .key(key)
                                    .uploadId(uploadId)
                                    .partNumber(number))));
  }

  @Override
  public Optional<String> uploadId() {
    return Optional.of(uploadId);
  }

  @Override
  public void complete(List<PieceReceipt> receipts) {
    List<PieceReceipt> parts = Receipts.inOrder(receipts, pieces);
    String what = "finish " + address();
    access.ask(what, client -> StoredParts.of(client, bucket, key, uploadId)).check(parts, what);
    FlowlakeException failure;
    try {
      if (send(access.client(), parts)) {
        return;
      }
      failure = unsaid(what);
    } catch (SdkException e) {
      failure = access.inWords(what, e);
    }
    if (!isDone(parts, failure)) {
      throw failure;
    }
  }

  @Override
  public Optional<String> abandon() {
    return Optional.of(LeftBehind.sentence(bucket, key, uploadId));
  }

  /** Whether the store said that it did it: an answer that is cut short looks like a success. */
  private boolean send(S3Client client, List<PieceReceipt> parts) {
    List<CompletedPart> completed =
        parts.stream()
            .map(
                part -> CompletedPart.builder().partNumber(part.number()).eTag(part.etag()).build())
            .toList();
    CompleteMultipartUploadResponse answer =
        client.completeMultipartUpload(
            request ->
                request
                    .bucket(bucket)
                    .key(key)
                    .uploadId(uploadId)
                    .multipartUpload(upload -> upload.parts(completed))
                    .overrideConfiguration(call -> call.apiCallTimeout(JOINING)));
    return answer.eTag() != null && !answer.eTag().isEmpty();
  }

  private static FlowlakeException unsaid(String what) {
    return new FlowlakeException(
        ExitCode.RETRY,
        "Cannot %s: the store's answer is empty, and the object is not there. Run the same command again."
            .formatted(what));
  }

  /**
   * Whether the object is there in spite of the failure. When the answer to a request gets lost,
   * the repeated request finds no such upload any more; the list of the bucket tells by size and
   * ETag whether that is because the first one did it. It may still be at work, so that we look as
   * often as the store is tried; a refusal is looked behind once. Where ETags tell nothing (KMS
   * keys) the answer is no: the run fails, and the next one writes the same object again.
   */
  private boolean isDone(List<PieceReceipt> parts, FlowlakeException failure) {
    String etag = ETags.ofParts(parts);
    if (etag == null) {
      return false;
    }
    ListedObject wanted =
        new ListedObject(parts.stream().mapToLong(PieceReceipt::bytes).sum(), etag);
    Patience patience = access.patience();
    int looks = failure.exitCode() == ExitCode.RETRY ? patience.attempts() : 1;
    long started = System.nanoTime();
    try {
      for (int look = 1; !isListed(wanted); look++) {
        Duration spent = Duration.ofNanos(System.nanoTime() - started);
        if (look == looks || spent.compareTo(patience.total()) > 0 || !pause(patience, look + 1)) {
          return false;
        }
      }
      return true;
    } catch (SdkException e) {
      failure.addSuppressed(access.inWords("list " + address(), e));
      return false;
    }
  }

  private boolean isListed(ListedObject wanted) {
    return ListedObject.of(access.client(), bucket, key).filter(wanted::equals).isPresent();
  }

  /** False when the thread was interrupted: then the failure is told at once. */
  private static boolean pause(Patience patience, int next) {
    try {
      Thread.sleep(patience.pauseBefore(next).toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String address() {
    return access.address(key);
  }
}
