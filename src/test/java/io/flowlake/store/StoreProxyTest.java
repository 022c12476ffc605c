package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.FaultyS3;
import io.flowlake.JavaChild;
import io.flowlake.S3ProxyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** The driver's client and that of tasks go the same way to the store. */
class StoreProxyTest {
  private static final List<RandomPiece> PIECES =
      List.of(RandomPiece.of(1, RandomPiece.SMALLEST), RandomPiece.of(2, 100));

  private final S3ProxyServer server = S3ProxyServer.shared();
  private final String bucket = server.newBucket();

  /** The host's name is known to nobody, so that what passes by the proxy fails. */
  @Test
  void allRequestsTakeTheProxyOfJavasProperties() throws Exception {
    try (FaultyS3 proxy = new FaultyS3(server.port())) {
      URI address = URI.create(proxy.endpoint());
      export(
          "http://store.invalid",
          List.of(
              "-Dhttp.proxyHost=" + address.getHost(), "-Dhttp.proxyPort=" + address.getPort()));
      assertExported();
      for (String method : List.of("PUT", "POST", "GET")) {
        String start = method + " http://store.invalid/" + bucket;
        assertTrue(
            proxy.requests().stream().anyMatch(line -> line.startsWith(start)),
            () -> start + ": " + proxy.requests());
      }
    }
  }

  /** Nothing listens at the proxy that the environment names. */
  @Test
  void noRequestTakesTheProxyOfTheEnvironment() throws Exception {
    export(server.endpoint(), List.of());
    assertExported();
  }

  @Test
  void hostsWithoutProxyAreReachedWithoutOne() throws Exception {
    export(
        server.endpoint(),
        List.of(
            "-Dhttp.proxyHost=127.0.0.1",
            "-Dhttp.proxyPort=" + closedPort(),
            "-Dhttp.nonProxyHosts=127.0.0.*"));
    assertExported();
  }

  private void export(String endpoint, List<String> jvmOptions) throws Exception {
    Map<String, String> environment = new HashMap<>(server.environment());
    for (String name : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
      environment.put(name, "http://127.0.0.1:" + closedPort());
    }
    environment.put("FLOWLAKE_S3_ENDPOINT", endpoint);
    try (JavaChild child =
        JavaChild.start(Exporting.class, environment, jvmOptions, "s3://" + bucket + "/p")) {
      assertEquals(Exporting.DONE, child.answer());
      child.finish();
    }
  }

  private void assertExported() {
    AccessKeys keys = new AccessKeys(server.accessKey(), server.secretKey(), null);
    assertArrayEquals(
        S3StoreContract.joined(PIECES),
        new Reader(server.endpoint(), keys).read(bucket, "p/x.csv.gz").orElseThrow());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return closed.getLocalPort();
    }
  }

  /** Validates and exports: its environment and its properties are its own. */
  static final class Exporting {
    static final String DONE = "exported";

    private Exporting() {}

    /** Takes the target. */
    public static void main(String[] arguments) {
      Target target = ExportStores.target(arguments[0], System.getenv());
      try (ExportStore store =
          ExportStores.open(
              target, System.getenv(), new Configuration(), Patience.USUAL.ofPerson())) {
        store.validate();
        ObjectUpload upload = store.begin("x.csv.gz", PIECES.size());
        upload.complete(S3StoreContract.putAll(upload, PIECES));
      }
      System.out.println(DONE);
    }
  }
}
