package io.flowlake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.Fault;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when requests to a server go wrong, each kind in each way. */
abstract class StoreFaultsContract extends FaultyStore {
  static Stream<Fault> passingFaults() {
    return Stream.of(
        Fault.answer(500, "InternalError"),
        Fault.answer(503, "SlowDown"),
        Fault.body(503, "<html>busy</html>"),
        Fault.body(502, ""),
        Fault.answer(429, "TooManyRequests"),
        Fault.answer(400, "RequestTimeout"),
        Fault.reset(),
        Fault.lostAnswer(),
        Fault.late(PATIENCE_MILLIS * 2));
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void everyRequestIsRepeatedUntilItSucceeds(Fault fault) {
    ALL.forEach(request -> gate.inject(request, 0, fault));
    store.validate();
    export();
    assertExported();
    assertTrue(gate.isSpent());
  }

  @ParameterizedTest
  @ValueSource(strings = {CREATE, PART, LIST_PARTS, PUT, LIST})
  void attemptsAreBounded(String request) {
    for (int i = 0; i < ATTEMPTS; i++) {
      gate.inject(request, 0, Fault.answer(503, "SlowDown"));
    }
    FlowlakeException failure =
        assertThrows(
            FlowlakeException.class,
            () -> {
              store.validate();
              export();
            });
    if (!request.equals(PUT)) { // validation is for a person, and gives up earlier
      assertTrue(gate.isSpent());
    }
    assertEquals(ExitCode.RETRY, failure.exitCode());
    assertTrue(failure.getMessage().contains("busy or in trouble (status 503, SlowDown"));
    assertHarmless(failure);
  }

  @Test
  void anUploadThatTheStoreCannotFinishIsToBeRunAgain() {
    for (int i = 0; i < ATTEMPTS; i++) {
      gate.inject(COMPLETE, 0, Fault.answer(500, "InternalError"));
    }
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::export);
    assertEquals(ExitCode.RETRY, failure.exitCode());
    assertEquals(Optional.empty(), stored());
    assertHarmless(failure);
  }

  /** A success in the first line, and then an error, as Amazon does when joining takes long. */
  @Test
  void anErrorInTheBodyOfASuccessIsRepeated() {
    gate.inject(
        COMPLETE,
        0,
        Fault.body(
            200,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n<Error><Code>InternalError</Code><Message>again</Message></Error>"));
    export();
    assertExported();
  }

  @Test
  void anEmptySuccessIsNotBelieved() {
    gate.inject(COMPLETE, 0, Fault.answer(200, ""));
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::export);
    assertEquals(ExitCode.RETRY, failure.exitCode());
    assertTrue(failure.getMessage().contains("the store's answer is empty"), failure.getMessage());
    assertEquals(Optional.empty(), stored());
  }

  @Test
  void anUploadThatIsGoneIsNotTakenForDone() {
    gate.inject(COMPLETE, 0, Fault.answer(404, "NoSuchUpload"));
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::export);
    assertEquals(ExitCode.RETRY, failure.exitCode());
    assertTrue(
        failure.getMessage().contains("is no longer in the store (NoSuchUpload)"),
        failure.getMessage());
  }

  /** The first request still joins parts, after its repetition was told that there are none. */
  @Test
  void aStoreThatStillJoinsThePartsIsWaitedFor() {
    Patience patience =
        new Patience(
            12,
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofMillis(300),
            Duration.ofMillis(600));
    gate.inject(COMPLETE, 0, Fault.late(2_000));
    gate.inject(COMPLETE, 0, Fault.answer(404, "NoSuchUpload"));
    store.close();
    store = store(patience);
    export();
    assertExported();
    assertTrue(gate.isSpent());
    long looks = gate.allowed().stream().filter(line -> line.contains("list-type")).count();
    assertTrue(looks > 1, () -> looks + " looks");
  }

  @Test
  void aRefusalToFinishIsLookedBehindOnce() {
    gate.inject(COMPLETE, 0, Fault.answer(403, "AccessDenied"));
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::export);
    assertEquals(ExitCode.DENIED, failure.exitCode());
    assertEquals(1, gate.allowed().stream().filter(line -> line.contains("list-type")).count());
  }

  /** The list of the bucket must show this object, not one that was there before. */
  @Test
  void anOlderObjectIsNotTakenForThisOne() {
    ObjectUpload older = store.begin("x.csv.gz", 2);
    older.complete(
        List.of(older.slot(1).put(PIECES.get(0)), older.slot(2).put(RandomPiece.of(9, 100))));
    gate.inject(COMPLETE, 0, Fault.answer(404, "NoSuchUpload"));
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::export);
    assertEquals(ExitCode.RETRY, failure.exitCode());
  }

  @Test
  void bytesThatWereSpoiledOnTheirWayAreSentAgain() {
    gate.inject(PART, 0, Fault.answer(400, "BadDigest"));
    gate.inject(PART, 0, Fault.body(200, "")); // with the ETag of other bytes
    export();
    assertExported();
  }

  @Test
  void aStoreThatSpoilsBytesIsTold() {
    for (int i = 0; i < ATTEMPTS; i++) {
      gate.inject(PART, 0, Fault.body(200, ""));
    }
    FlowlakeException failure = assertThrows(FlowlakeException.class, this::exportSmall);
    assertEquals(ExitCode.RETRY, failure.exitCode());
    assertTrue(
        failure.getMessage().contains("the store has other bytes than were sent"),
        failure.getMessage());
  }
}
