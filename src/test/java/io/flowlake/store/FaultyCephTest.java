package io.flowlake.store;

import io.flowlake.CephServer;
import io.flowlake.Skip;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** Ceph that goes wrong. */
class FaultyCephTest extends StoreFaultsContract {
  private static CephServer server;

  @BeforeAll
  static void startCeph() throws IOException, InterruptedException {
    String missing = CephServer.missing();
    if (missing != null) {
      Skip.because("Ceph that goes wrong is not tested: " + missing);
    }
    server = CephServer.start();
  }

  @Override
  Behind behind() {
    return new Behind(
        server.wire(),
        CephServer.BUCKET,
        new AccessKeys(server.key("access"), server.key("secret"), null),
        new AccessKeys(server.key("admin_access"), server.key("admin_secret"), null),
        server.endpoint());
  }
}
