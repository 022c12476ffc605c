package io.flowlake.store;

import io.flowlake.model.Excerpt;
import io.flowlake.model.ExitCode;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Why there was no answer of a store at all. */
final class ConnectionReasons {
  /** Java's sockets and its engine for channels begin the sentence differently. */
  private static final String PLAIN_ANSWER = "nrecognized SSL message";

  private final StoreErrors context;
  private final Throwable failure;

  ConnectionReasons(StoreErrors context, Throwable failure) {
    this.context = context;
    this.failure = failure;
  }

  /** Whether another attempt cannot end better. */
  static boolean isLasting(Throwable failure) {
    return isUntrusted(failure) || isPlainAnswer(failure);
  }

  Reason reason() {
    if (says("Unable to load credentials")) {
      return new Reason(
          ExitCode.DENIED,
          "no keys were found in %s; %s".formatted(context.keys(), context.giveKeys()));
    }
    if (isCausedBy(failure, UnknownHostException.class)
        || isCausedBy(failure, UnresolvedAddressException.class)) {
      return new Reason(
          ExitCode.RETRY,
          "the host name of the store%s is not known here; %s, and the network"
              .formatted(context.server(), place()));
    }
    if (isCausedBy(failure, SSLException.class)) {
      return insecure();
    }
    if (isCausedBy(failure, ConnectException.class) && !isLate()) {
      return new Reason(
          ExitCode.RETRY,
          "nothing listens at the store's address%s; %s, and the network"
              .formatted(context.server(), place()));
    }
    if (isClosed() && !isLate()) {
      return new Reason(
          ExitCode.RETRY,
          "the server%s closes the connection instead of answering; run the same command again, or check whether --endpoint of flowlake target set must begin with https://"
              .formatted(context.server()));
    }
    return new Reason(
        ExitCode.RETRY,
        "the store%s %s; run the same command again, or %s, and the network"
            .formatted(context.server(), silence(), place()));
  }

  private String silence() {
    String message = failure.getMessage();
    return isLate() || message == null || !StoreErrors.isHarmless(message)
        ? "gave no answer in time"
        : "gave no answer (%s)".formatted(Excerpt.of(message));
  }

  private Reason insecure() {
    if (isUntrusted(failure)) {
      return new Reason(
          ExitCode.USAGE,
          "the certificate of the store%s is not trusted here, or is another host's; check --endpoint, or let Java trust it (-Djavax.net.ssl.trustStore=… for driver and executors)"
              .formatted(context.server()));
    }
    if (isPlainAnswer(failure)) {
      return new Reason(
          ExitCode.USAGE,
          "the server%s does not speak HTTPS; give --endpoint http://… to flowlake target set"
              .formatted(context.server()));
    }
    return new Reason(
        ExitCode.RETRY,
        "no secure connection to the store%s came about or lasted; run the same command again, or %s"
            .formatted(context.server(), place()));
  }

  private String place() {
    return "check --endpoint and --region of flowlake target set";
  }

  /** Giving up closes the connection, so that such a failure is among the causes as well. */
  private boolean isLate() {
    return isCausedBy(failure, HttpTimeoutException.class)
        || isCausedBy(failure, SocketTimeoutException.class)
        || isCausedBy(failure, TimeoutException.class)
        || isCausedBy(failure, ApiCallTimeoutException.class);
  }

  private boolean isClosed() {
    return isCausedBy(failure, EOFException.class)
        || says("received no bytes")
        || says("failed to respond")
        || says("Invalid status line")
        || says("Connection reset")
        || says("Broken pipe");
  }

  private static boolean isUntrusted(Throwable failure) {
    return isCausedBy(failure, SSLPeerUnverifiedException.class)
        || (isCausedBy(failure, SSLException.class)
            && isCausedBy(failure, GeneralSecurityException.class));
  }

  private static boolean isPlainAnswer(Throwable failure) {
    return says(failure, PLAIN_ANSWER);
  }

  private boolean says(String text) {
    return says(failure, text);
  }

  private static boolean says(Throwable failure, String text) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && cause.getMessage().contains(text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
