package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.flowlake.CephServer;
import io.flowlake.Skip;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys of a session, with a token, as Ceph gives them to who takes a role. */
class CephSessionsTest {
  private static CephServer server;

  @BeforeAll
  static void startCeph() throws IOException, InterruptedException {
    String missing = CephServer.missing();
    if (missing != null) {
      Skip.because("Sessions of Ceph are not tested: " + missing);
    }
    server = CephServer.withSessions();
  }

  @Test
  void aSessionWritesUnderThePolicy() throws Exception {
    CephContract ceph = new CephContract(server, server.endpoint());
    int before = server.requests().denied().size();
    try (ExportStore store = ceph.open(ceph.location("session"), session(900))) {
      store.validate();
      ObjectUpload upload = store.begin("x", 3);
      List<RandomPiece> pieces = S3StoreContract.threePieces(1);
      upload.complete(S3StoreContract.putAll(upload, pieces));
      assertArrayEquals(S3StoreContract.joined(pieces), ceph.stored("session/x").orElseThrow());
    }
    assertEquals(before, server.requests().denied().size());
  }

  @Test
  void aSessionThatIsOverIsTold() throws Exception {
    CephContract ceph = new CephContract(server, server.endpoint());
    AccessKeys keys = session(1);
    Thread.sleep(2_000);
    ceph.assertRefusedEverywhere(
        ExitCode.DENIED, "the session of these keys is over, or it lacks", ceph.location(""), keys);
  }

  /** The addresses of pieces die with the session, whatever they were signed for. */
  @Test
  void aSessionThatEndsDuringTheDayIsTold() throws Exception {
    CephContract ceph = new CephContract(server, server.endpoint());
    AccessKeys keys = session(4);
    try (ExportStore store = ceph.open(ceph.location("ends"), keys)) {
      ObjectUpload upload = store.begin("x", 2);
      PieceSlot slot = upload.slot(2);
      upload.slot(1).put(RandomPiece.of(1, RandomPiece.SMALLEST));
      Thread.sleep(5_000);
      FlowlakeException failure =
          ceph.assertRefused(
              ExitCode.DENIED,
              "the session of these keys is over, or it lacks",
              () -> slot.put(RandomPiece.of(2, 10)));
      String text = S3StoreContract.everyText(failure);
      assertFalse(text.contains(String.valueOf(keys.sessionToken())), text);
    }
  }

  private static AccessKeys session(int seconds) throws IOException, InterruptedException {
    Map<String, String> session = server.requests().session(seconds);
    return new AccessKeys(
        session.get("AWS_ACCESS_KEY_ID"),
        session.get("AWS_SECRET_ACCESS_KEY"),
        session.get("AWS_SESSION_TOKEN"));
  }
}
