package io.flowlake.store;

import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One PUT to a signed address, repeated as long as the store is only busy or out of reach. It runs
 * in tasks, and so without keys.
 */
final class S3Put {
  /** A transfer that is slower than this many bytes a second is given up. */
  private static final long SLOWEST = 100_000;

  private final String what;
  private final URI signed;
  private final Map<String, String> headers;
  private final StoreErrors errors;
  private final Patience patience;

  /** The one client of this JVM; its threads end with it. */
  private static final class Shared {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Patience.CONNECT)
            .proxy(ProxySelector.getDefault())
            .build();
  }

  /**
   * A PUT that is to be sent.
   *
   * @param what it does, as in "write piece 3 of …"
   */
  S3Put(
      String what, URI signed, Map<String, String> headers, StoreErrors errors, Patience patience) {
    this.what = what;
    this.signed = signed;
    this.headers = headers;
    this.errors = errors;
    this.patience = patience;
  }

  /** Sends the bytes, and returns the ETag that the store gave them. */
  String send(PieceContent content) {
    long started = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      FlowlakeException failure;
      try {
        HttpResponse<String> response = attempt(content);
        if (response.statusCode() / 100 != 2) {
          StoreAnswer answer = answer(response);
          failure = errors.inWords(what, answer);
          if (!answer.isPassing()) {
            throw failure;
          }
        } else if (hasOtherBytes(response, content)) {
          failure = spoiled();
        } else {
          return etag(response);
        }
      } catch (IOException e) {
        failure = errors.inWords(what, e);
        if (ConnectionReasons.isLasting(e)) {
          throw failure;
        }
      }
      Duration spent = Duration.ofNanos(System.nanoTime() - started);
      if (attempt == patience.attempts() || spent.compareTo(patience.total()) > 0) {
        throw failure;
      }
      pause(attempt + 1, failure);
    }
  }

  private HttpResponse<String> attempt(PieceContent content) throws IOException {
    Duration limit = patience.answer().plusSeconds(content.bytes() / SLOWEST);
    try (InputStream bytes = open(content)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(signed).PUT(body(bytes, content.bytes())).timeout(limit);
      headers.forEach(request::setHeader);
      // Not signed, but stores check it all the same: bytes spoiled on their way are refused.
      byte[] md5 = HexFormat.of().parseHex(content.md5());
      request.setHeader("Content-MD5", Base64.getEncoder().encodeToString(md5));
      return exchange(request.build(), limit);
    }
  }

  private HttpResponse<String> exchange(HttpRequest request, Duration limit) throws IOException {
    CompletableFuture<HttpResponse<String>> response =
        Shared.CLIENT.sendAsync(request, BodyHandlers.ofString());
    try {
      // The request's own limit ends with the head of the answer; the body of one could hang.
      return response.get(limit.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the answer did not end", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      response.cancel(true);
    }
  }

  /** With its length, which S3 wants to know first. */
  private static BodyPublisher body(InputStream bytes, long length) {
    return length == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> bytes), length);
  }

  private InputStream open(PieceContent content) {
    try {
      return content.open();
    } catch (IOException e) {
      throw new FlowlakeException(
          ExitCode.RETRY,
          "Cannot %s: its bytes are not on this machine's disk any more (%s). Run the same command again."
              .formatted(what, e.getMessage()),
          e);
    }
  }

  private static StoreAnswer answer(HttpResponse<String> response) {
    return StoreAnswer.of(
        response.statusCode(),
        response.body(),
        response.headers().firstValue("x-amz-bucket-region"));
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElse("");
  }

  /** By the ETag, where it is an MD5; with a KMS key it only looks like one. */
  private static boolean hasOtherBytes(HttpResponse<String> response, PieceContent content) {
    boolean encrypted =
        response
            .headers()
            .firstValue("x-amz-server-side-encryption")
            .orElse("")
            .startsWith("aws:kms");
    String etag = etag(response);
    return !encrypted && ETags.looksLikeMd5(etag) && !ETags.bare(etag).equals(content.md5());
  }

  private FlowlakeException spoiled() {
    return new FlowlakeException(
        ExitCode.RETRY,
        "Cannot %s: the store has other bytes than were sent. Run the same command again."
            .formatted(what));
  }

  private void pause(int nextAttempt, FlowlakeException last) {
    try {
      Thread.sleep(patience.pauseBefore(nextAttempt).toMillis());
    } catch (InterruptedException e) {
      e.addSuppressed(last);
      throw interrupted(e);
    }
  }

  private FlowlakeException interrupted(@Nullable InterruptedException e) {
    Thread.currentThread().interrupt();
    return new FlowlakeException(
        ExitCode.RETRY,
        "Cannot %s: it was interrupted. Run the same command again.".formatted(what),
        e);
  }
}
