package io.flowlake.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.flowlake.RandomFlows;
import io.flowlake.Skip;
import io.flowlake.SparkFixture;
import io.flowlake.lake.RandomLake;
import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.store.ExportStore;
import io.flowlake.store.ExportStores;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object of many pieces is read whole by whoever people read it with. */
class ExportReadersTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");
  private static final PieceSizes TINY = new PieceSizes(5_000, 8_000, 9_000, 40);
  private static final int PORTION = 700;

  @TempDir private static Path folder;
  private static Path object;
  private static String text;
  private static long rows;

  @BeforeAll
  static void export() throws IOException {
    List<Flow> flows = new RandomFlows(1).list(20_000);
    RandomLake lake = new RandomLake(folder.resolve("lake"));
    lake.add(new ArrayList<>(flows), RandomLake.TINY);
    Configuration hadoop = new Configuration();
    try (ExportStore store = ExportStores.open(folder + "/out", Map.of(), hadoop)) {
      Export export = new Export(hadoop, SparkFixture::session, store, ExportProgress.NONE, TINY);
      DayReport report = export.run(export.plan(ExportRequest.usual(lake.lake()), DAY));
      DayReport.Done done = Objects.requireNonNull(report.done());
      assertTrue(done.parts() > 5, () -> done.parts() + " parts");
      rows = done.rows();
    }
    object = folder.resolve("out").resolve(Export.objectName(DAY));
    text =
        NaiveCsv.of(
            flows.stream().filter(flow -> flow.day() == DAY.toEpochDay()).toList(),
            FlowColumn.usual());
  }

  /** Each prints the SHA-256 of what it has read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "gunzip  ~ gunzip -c \"$1\" | sha256sum",
        "python3 ~ python3 -c 'import gzip,hashlib,sys; print(hashlib.sha256(gzip.open(sys.argv[1]).read()).hexdigest())' \"$1\"",
        "node    ~ node -e 'const z=require(\"zlib\"),f=require(\"fs\"),c=require(\"crypto\"); const h=c.createHash(\"sha256\"); f.createReadStream(process.argv[1]).pipe(z.createGunzip()).on(\"data\",d=>h.update(d)).on(\"end\",()=>console.log(h.digest(\"hex\")))' \"$1\"",
        "perl    ~ perl -MIO::Uncompress::Gunzip -e '$z=IO::Uncompress::Gunzip->new($ARGV[0]); print while <$z>' \"$1\" | sha256sum",
      })
  void programsReadTheWholeText(String program, String command) throws Exception {
    assumeHas(program);
    assertEquals(sha256(text), run(command).split(" ", -1)[0].strip());
  }

  /** Each prints the number of rows; {@code .ci/run} installs them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "pandas ~ print(len(pandas.read_csv(sys.argv[1], dtype=str)))",
        "duckdb ~ print(duckdb.execute(\"select count(*) from read_csv(?, header=true, all_varchar=true, delim=',', quote='\\\"', escape='\\\"')\", [sys.argv[1]]).fetchone()[0])",
      })
  void librariesOfPythonReadAllRows(String library, String program) throws Exception {
    assumeHas("python3");
    if (!succeeds("python3 -c 'import %s'".formatted(library))) {
      Skip.because("python3 has no " + library);
    }
    Path script = Files.createTempFile(folder, library, ".py");
    Files.writeString(script, "import sys, %s%n%s%n".formatted(library, program));
    assertEquals(Long.toString(rows), run("python3 '%s' \"$1\"".formatted(script)).strip());
  }

  /** JDK 17 stops after the first member of several when nothing more is at hand at once. */
  @Test
  void javaReadsItOverTheNetwork() throws Exception {
    byte[] bytes = Files.readAllBytes(object);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            for (int at = 0; at < bytes.length; at += PORTION) {
              body.write(bytes, at, Math.min(PORTION, bytes.length - at));
              body.flush();
            }
          }
        });
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    try (InputStream in = new GZIPInputStream(address.toURL().openStream())) {
      assertEquals(text, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void sparkReadsAllLines() {
    List<String> lines =
        SparkFixture.session().read().textFile(object.toUri().toString()).collectAsList();
    assertEquals(text, String.join("\n", lines) + "\n");
    assertEquals(
        rows,
        SparkFixture.session()
            .read()
            .option("header", "true")
            .option("escape", "\"")
            .csv(object.toUri().toString())
            .count());
  }

  private static void assumeHas(String program) throws Exception {
    if (!succeeds("command -v " + program)) {
      Skip.because("this machine has no " + program);
    }
  }

  private static boolean succeeds(String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  private static String run(String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command, "sh", object.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, command);
    return said;
  }

  private static String sha256(String content) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
  }
}
