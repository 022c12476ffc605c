package io.flowlake.generate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.dump.DumpReader;
import io.flowlake.dump.DumpRecord;
import io.flowlake.dump.DumpSource;
import io.flowlake.generate.GenerateRequest.Extras;
import io.flowlake.generate.GenerateRequest.Target;
import io.flowlake.model.ExitCode;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowlakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncidentsTest {
  private static final StreamShape SHAPE =
      new StreamShape(
          3_000, 4, 3, LocalDate.parse(StreamShape.USUAL_START), 1, 6, new Shares(0, 0, 0, 0, 0));

  @TempDir Path folder;

  @Test
  void soManyFlowsOfEachKindAreDocumented() {
    assertEquals(
        Map.of(
            Incident.SCAN, 1_024,
            Incident.SWEEP, 1_500,
            Incident.SERVICE, 2_820 + 900,
            Incident.TRANSLATED, 80,
            Incident.SILENCE, 288 + 288 + 216,
            Incident.BACKUP, 72),
        Incidents.in(SHAPE).flows());
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void theDumpsHoldTheStreamAndTheIncidents(OutputFormat format) throws IOException {
    GenerateRequest request = request(SHAPE, format, Target.EMPTY);
    GenerateReport report = run(request);
    List<Flow> flows = new ArrayList<>();
    for (String name : request.names(report.plan())) {
      flows.addAll(read(folder.resolve(name)));
    }
    Set<List<Object>> keys = new HashSet<>();
    flows.forEach(flow -> keys.add(key(flow)));
    assertAll(
        () -> assertEquals(request.counts(), report.counts()),
        () -> assertEquals(3_000 + 7_188, request.counts().flows()),
        () -> assertEquals(request.counts().flows(), flows.size()),
        () -> assertEquals(flows.size(), keys.size(), "keys"));
  }

  @Test
  void bothEndsOfATranslatedConversationAgreeButForTheAddresses() {
    List<Flow> flows =
        Incidents.in(SHAPE).on(2).stream()
            .map(draft -> draft.toFlow(Incidents.in(SHAPE).nodes()))
            .filter(
                flow -> flow.destIp().equals("203.0.113.80") || flow.destIp().equals("10.3.200.80"))
            .toList();
    assertEquals(80, flows.size());
    for (int i = 0; i < flows.size(); i += 2) {
      Flow near = flows.get(i);
      Flow far = flows.get(i + 1);
      assertAll(
          () -> assertEquals("edge-0001", near.node()),
          () -> assertEquals("edge-0003", far.node()),
          () -> assertEquals(near.sourceNode(), far.sourceNode()),
          () -> assertEquals(near.destNode(), far.destNode()),
          () -> assertEquals(near.sentBytes(), far.sentBytes()),
          () -> assertEquals(near.recvBytes(), far.recvBytes()),
          () -> assertEquals(18_000, far.startTime() - near.startTime()));
    }
  }

  @Test
  void aDumpOfIncidentsIsNotReplaced() throws IOException {
    GenerateRequest request = request(SHAPE, OutputFormat.JSON, Target.APPEND);
    Path there = folder.resolve(request.nameOfIncidents(1));
    Files.createDirectories(Objects.requireNonNull(there.getParent()));
    Files.writeString(there, "x");
    FlowlakeException refusal = assertThrows(FlowlakeException.class, () -> run(request));
    assertTrue(
        String.valueOf(refusal.getMessage())
            .contains("it holds 2026-11-02/incidents-s1.jsonl.gz already"),
        refusal.getMessage());
  }

  @Test
  void twoNodesAreTooFew() {
    StreamShape small =
        new StreamShape(10, 2, 1, LocalDate.parse(StreamShape.USUAL_START), 1, 1, Shares.USUAL);
    FlowlakeException refusal =
        assertThrows(
            FlowlakeException.class, () -> request(small, OutputFormat.JSON, Target.EMPTY));
    assertAll(
        () -> assertEquals(ExitCode.USAGE, refusal.exitCode()),
        () ->
            assertEquals(
                "Cannot generate incidents: the number of nodes is 2, and they take place at 3; raise it",
                refusal.getMessage()));
  }

  private GenerateRequest request(StreamShape shape, OutputFormat format, Target target) {
    return new GenerateRequest(
        shape, format, OutputCompression.GZ, folder.toString(), target, 2, Extras.INCIDENTS);
  }

  private static GenerateReport run(GenerateRequest request) throws IOException {
    return GenerateJob.run(request, Configuration::new);
  }

  private static List<Flow> read(Path file) throws IOException {
    List<Flow> flows = new ArrayList<>();
    try (DumpReader reader =
        DumpReader.open(Files.newInputStream(file), new DumpSource(file.toString(), null))) {
      while (reader.hasNext()) {
        flows.add(((DumpRecord.Parsed) reader.next()).flow());
      }
    }
    return flows;
  }

  private static List<Object> key(Flow flow) {
    return Stream.<Object>of(
            flow.node(),
            flow.startTime(),
            flow.protocol(),
            String.valueOf(flow.sourceNode()),
            flow.sourceIp(),
            String.valueOf(flow.sourcePort()),
            String.valueOf(flow.destNode()),
            flow.destIp(),
            String.valueOf(flow.destPort()))
        .toList();
  }
}
