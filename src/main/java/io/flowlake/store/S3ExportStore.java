package io.flowlake.store;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * A prefix in a bucket. It asks for nothing but what {@code s3:PutObject}, {@code s3:ListBucket}
 * and {@code s3:ListMultipartUploadParts} allow: it never reads an object or its head, deletes,
 * copies or aborts.
 */
final class S3ExportStore implements ExportStore {
  private static final String VALIDATION = "validation";

  private final S3Access access;
  private final S3Location location;

  private S3ExportStore(S3Access access) {
    this.access = access;
    this.location = access.location();
  }

  static S3ExportStore open(S3Location location, Credentials keys, Patience patience) {
    return new S3ExportStore(new S3Access(location, keys, patience));
  }

  @Override
  public String address(String name) {
    return access.address(location.key(name));
  }

  @Override
  public String place() {
    return location.place();
  }

  @Override
  public ObjectUpload begin(String name, int pieces) {
    access.requireKeys();
    String key = location.key(name);
    if (pieces == 1) {
      return new SinglePut(access, key);
    }
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(location.bucket())
            .key(key)
            .contentType(contentType(key));
    if (location.kmsKey() != null) {
      request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(location.kmsKey());
    }
    String uploadId =
        access
            .ask(
                "begin to write " + address(name),
                client -> client.createMultipartUpload(request.build()))
            .uploadId();
    return new MultipartUpload(access, key, uploadId, pieces);
  }

  /**
   * Puts the empty object the way tasks do, with a signed address: a clock that is wrong shows here
   * and not during the first export. Then lists it, the other permission that shows without leaving
   * anything behind.
   */
  @Override
  public void validate() {
    access.requireKeys();
    String key = location.key(VALIDATION);
    SinglePut.slot(access, key).put(new NoBytes(), access.patience().ofPerson());
    access.ask(
        "list " + access.address(key), client -> ListedObject.of(client, location.bucket(), key));
  }

  @Override
  public void close() {
    access.close();
  }

  static String contentType(String key) {
    return key.endsWith(".gz") ? "application/gzip" : "application/octet-stream";
  }

  /** An object in one piece: it is there, whole, when its piece is put. */
  private record SinglePut(S3Access access, String key) implements ObjectUpload {
    static S3Slot slot(S3Access access, String key) {
      PutObjectRequest.Builder request =
          PutObjectRequest.builder()
              .bucket(access.location().bucket())
              .key(key)
              .contentType(contentType(key));
      String kmsKey = access.location().kmsKey();
      if (kmsKey != null) {
        request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(kmsKey);
      }
      return access.slot(
          1,
          access.address(key),
          (signer, signedFor) ->
              signer.presignPutObject(
                  signing ->
                      signing.signatureDuration(signedFor).putObjectRequest(request.build())));
    }

    @Override
    public PieceSlot slot(int number) {
      Receipts.checkNumber(number, 1);
      return slot(access, key);
    }

    @Override
    public Optional<String> uploadId() {
      return Optional.empty();
    }

    @Override
    public void complete(List<PieceReceipt> receipts) {
      Receipts.inOrder(receipts, 1);
    }

    @Override
    public Optional<String> abandon() {
      return Optional.empty();
    }
  }
}
