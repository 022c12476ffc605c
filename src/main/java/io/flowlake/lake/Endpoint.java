package io.flowlake.lake;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Knocks at an S3 endpoint that was named in the settings. S3A waits 15 s for each of its many
 * connection attempts, whatever its settings say.
 */
final class Endpoint {
  private static final int PATIENCE_MS = 5_000;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private Endpoint() {}

  /**
   * Passes where there is nothing to knock at: no S3, no endpoint named, or a proxy in between.
   *
   * @throws IOException if nobody listens there
   */
  static void requireListening(Path path, Configuration configuration) throws IOException {
    String scheme = path.toUri().getScheme();
    if (scheme == null || !scheme.toLowerCase(Locale.ROOT).startsWith("s3")) {
      return;
    }
    String bucket = path.toUri().getAuthority();
    String endpoint = setting(configuration, bucket, "endpoint");
    if (endpoint == null || setting(configuration, bucket, "proxy.host") != null) {
      return;
    }
    URI uri = URI.create(endpoint.contains("://") ? endpoint : "https://" + endpoint);
    if (uri.getHost() != null) {
      knock(uri);
    }
  }

  private static void knock(URI uri) throws IOException {
    int standard = "http".equals(uri.getScheme()) ? HTTP : HTTPS;
    InetSocketAddress address =
        new InetSocketAddress(uri.getHost(), uri.getPort() == -1 ? standard : uri.getPort());
    if (address.isUnresolved()) {
      throw new UnknownHostException(uri.getHost());
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, PATIENCE_MS);
    } catch (IOException e) {
      throw (IOException)
          new ConnectException("%s: %s".formatted(uri, e.getMessage())).initCause(e);
    }
  }

  private static @Nullable String setting(
      Configuration configuration, @Nullable String bucket, String name) {
    String own = configuration.getTrimmed("fs.s3a.bucket." + bucket + "." + name, "");
    String value = own.isEmpty() ? configuration.getTrimmed("fs.s3a." + name, "") : own;
    return value.isEmpty() ? null : value;
  }
}
