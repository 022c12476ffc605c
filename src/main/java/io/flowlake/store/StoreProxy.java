package io.flowlake.store;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/**
 * The proxy of the SDK's client: the one that {@link S3Put} takes as well, by Java's properties
 * ({@code https.proxyHost}, {@code https.proxyPort}, {@code http.nonProxyHosts} and those for
 * HTTP). They belong into the options of the driver and of the executors. Left to itself, the SDK
 * would take {@code HTTPS_PROXY} too, which Java's client in tasks does not know: an export would
 * begin by the proxy and put its pieces past it.
 */
final class StoreProxy {
  private StoreProxy() {}

  /** The way to a location; without a proxy where Java knows of none. */
  static ProxyConfiguration of(S3Location location) {
    ProxyConfiguration.Builder builder =
        ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false);
    for (Proxy proxy : ProxySelector.getDefault().select(address(location))) {
      if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress server) {
        String shown = server.getHostString();
        String host = shown.contains(":") ? "[" + shown + "]" : shown;
        return builder
            .endpoint(URI.create("http://%s:%d".formatted(host, server.getPort())))
            .build();
      }
    }
    return builder.build();
  }

  /** Where requests go, as far as the choice of a proxy depends on it. */
  private static URI address(S3Location location) {
    URI server =
        URI.create(
            location.endpoint() == null
                ? "https://s3.%s.amazonaws.com".formatted(location.region())
                : location.endpoint());
    if (location.addressing() == Addressing.PATH) {
      return server;
    }
    String port = server.getPort() < 0 ? "" : ":" + server.getPort();
    return URI.create(
        "%s://%s.%s%s".formatted(server.getScheme(), location.bucket(), server.getHost(), port));
  }
}
