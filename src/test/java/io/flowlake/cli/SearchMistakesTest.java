package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.model.FlowColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be wrong with a search before anything is read, and what is said of it. */
class SearchMistakesTest {
  /** Names that are taken for a mistyped one. */
  private static final Set<String> NEAR_NODE = Set.of("`node`", "\"node\"");

  @TempDir Path home;

  static Stream<Arguments> mistakes() {
    return Stream.of(
            form(), files(), times(), orders(), injections(), sums(), outputs(), params(), kept())
        .flatMap(s -> s);
  }

  private static Stream<Arguments> form() {
    return Stream.of(
        row(
            "--tcp-flags SA",
            "Cannot use --tcp-flags without --tcp-flags-mode: the product's page means all of the flags, its API any of them. Add --tcp-flags-mode all, any, none or exact."),
        row(
            "--tcp-flags-mode any",
            "Cannot use --tcp-flags-mode without --tcp-flags: there are no flags to look for. Add --tcp-flags FLAGS."),
        row(
            "--tcp-flags SA --tcp-flags-mode some",
            "Cannot use --tcp-flags-mode some: it is none of all, any, none, exact."),
        row(
            "--dest-port 99999 --source-ip 10.0.0.300 --protocol nonsense",
            "Cannot use --source-ip: '10.0.0.300' is not an IPv4 or IPv6 address. Write an address, or a block such as 10.0.0.0/8 or 2001:db8::/32.",
            "Cannot use --dest-port: '99999' is not a port. Write a number from 0 to 65535.",
            "Cannot use --protocol: 'nonsense' is no protocol. Write a name such as TCP, or a number of the IANA registry."),
        row(
            "--node CORP\\node1 --source-ip 10.1.2",
            "Cannot use --node: '\\n' in 'CORP\\node1' is no escape; a backslash itself is written '\\\\'.",
            "Cannot use --source-ip: '10.1.2' is not an IPv4 or IPv6 address. Did you mean 10.1.2.0/24? Write an address, or a block such as 10.0.0.0/8 or 2001:db8::/32."));
  }

  private static Stream<Arguments> files() {
    return Stream.of(
        row(
            "--filter-file /dev/zero",
            "Cannot use --filter-file /dev/zero: it is too long; a filter has at most 65,536 characters."),
        row(
            "--filter-file target/classes/io/flowlake/cli/Main.class",
            "Cannot use --filter-file target/classes/io/flowlake/cli/Main.class: it is not in UTF-8."));
  }

  private static Stream<Arguments> times() {
    return Stream.of(
        row(
            "--last 2h --from 2026-11-01",
            "Cannot use --last and --from together: each gives a time range. Keep --last, or --from and --to, or --all-time."),
        row(
            "--last 2h --all-time",
            "Cannot use --last and --all-time together: each gives a time range. Keep --last, or --from and --to, or --all-time."),
        row(
            "--last 0s",
            "Cannot use --last 0s: it is not a duration above 0, such as 90s, 15m, 2h or 7d."),
        row(
            "--from 2026-11-02 --to 2026-11-01",
            "Cannot search from 2026-11-02T00:00:00.000Z to 2026-11-01T00:00:00.000Z: nothing lies between them. --to must be later than --from."));
  }

  private static Stream<Arguments> orders() {
    return Stream.of(
        row("--limit 0", "Cannot use --limit 0: it is not a whole number from 1 to 10,000."),
        row(
            "--limit 10001",
            "Cannot use --limit 10001: it is not a whole number from 1 to 10,000."),
        row(
            "--order closest --all-time",
            "Cannot order by closest: there is no time range to be close to; give --last, or --from and --to."),
        row("--engine fast", "Cannot use --engine fast: it is none of auto, local, spark."),
        row(
            "--local-bytes none",
            "Cannot use --local-bytes none: it is not a size above 0, such as 500M, 2GiB or 1048576."));
  }

  /** Names of columns are looked up in a list; nothing that is not in it goes any further. */
  private static Stream<Arguments> injections() {
    return Stream.of(
            "reflect('java.lang.Runtime','exit')",
            "1;DROP",
            "(select/**/1)",
            "`node`",
            "\"node\"",
            "node)--",
            "..",
            "*")
        .flatMap(
            name ->
                Stream.of(
                    row(
                        "--order " + name,
                        "Cannot order by '%s': there is no column '%s'%s; take newest, oldest, closest, or COLUMN:asc or COLUMN:desc with one of the columns %s."
                            .formatted(
                                name,
                                name.toLowerCase(Locale.ROOT),
                                NEAR_NODE.contains(name) ? " (did you mean node?)" : "",
                                FlowColumn.names())),
                    row("--columns " + name.replace(",", "."), noColumn("--columns", name)),
                    row("--top " + name.replace(",", "."), noColumn("--top", name)),
                    row("--series 5m --split " + name, noColumn("--split", name))));
  }

  private static Stream<Arguments> sums() {
    return Stream.of(
        row(
            "--top source_ip --series 5m",
            "Cannot use --top with --series: each is an answer of its own. Leave one out."),
        row(
            "--top source_ip --order oldest",
            "Cannot use --order with --top: that returns sums, not flows. Leave one out."),
        row(
            "--series 5m --count",
            "Cannot use --count with --top or --series: that returns sums, not flows. Leave one out."),
        row(
            "--series 5m --limit 5",
            "Cannot use --limit with --series: that returns sums, not flows. Leave one out."),
        row(
            "--by flows",
            "Cannot use --by here: it goes with --top or --series. Add that, or leave it out."),
        row(
            "--top source_ip --split protocol",
            "Cannot use --split here: it goes with --series. Add that, or leave it out."),
        row(
            "--top source_pi",
            "Cannot use --top: there is no column 'source_pi'. Did you mean source_ip?"),
        row(
            "--top source_ip,srcIp",
            "Cannot use --top: the column source_ip is named twice. Leave one out."),
        row(
            "--top source_ip --by packets",
            "Cannot use --by packets: it is none of bytes, sent_bytes, recv_bytes, flows."),
        row("--series 0s", "Cannot use --series 0s: a step is longer than 0. Write 5m or 1h."),
        row(
            "--top source_ip --format parquet --output x.parquet",
            "Cannot write sums as Parquet: only flows have a schema. Take --format csv, json or ndjson."));
  }

  private static Stream<Arguments> outputs() {
    return Stream.of(
        row(
            "--columns start_time,nonsense",
            "Cannot use --columns: there is no column 'nonsense'. There are node, day, start_time, end_time, protocol, source_node, source_ip, source_port, dest_node, dest_ip, dest_port, recv_bytes, sent_bytes, tcp_flags, flow_flags, activity_id, meta."),
        row(
            "--columns node,",
            "Cannot use --columns: there is no column ''. There are node, day, start_time, end_time, protocol, source_node, source_ip, source_port, dest_node, dest_ip, dest_port, recv_bytes, sent_bytes, tcp_flags, flow_flags, activity_id, meta."),
        row(
            "--format xml",
            "Cannot use --format xml: it is none of table, csv, json, ndjson, parquet, html."),
        row(
            "--format parquet",
            "Cannot write Parquet to the standard output: it is a file with a footer. Add --output FILE."),
        row(
            "--output no/such/a.csv",
            "Cannot write the answer no/such/a.csv: there is no folder "
                + Path.of("no/such").toAbsolutePath()
                + ". Make it first."),
        row(
            "--output x.csv.gz",
            "Cannot write the answer x.csv.gz: its name ends with none of .table, .csv, .json, .ndjson, .parquet, .html. Name it so, or add --format FORMAT."),
        row(
            "--output x",
            "Cannot write the answer x: its name ends with none of .table, .csv, .json, .ndjson, .parquet, .html. Name it so, or add --format FORMAT."),
        row(
            "--output x.parquet --format csv",
            "Cannot write the answer x.parquet with --format csv: its name says parquet. Leave --format out, or name the file *.csv."),
        row(
            "--timezone Mars/Olympus",
            "Cannot use --timezone Mars/Olympus: it is not a time zone, such as UTC, Europe/Berlin, +02:00 or local."),
        row("--csv-style excel", "Cannot use --csv-style excel: it is none of portal, plain."));
  }

  private static Stream<Arguments> params() {
    return Stream.of(
        row(
            "--params dstProt=22",
            "Cannot use dstProt of --params: the product's API has no such parameter. Did you mean dstPort?"),
        row(
            "--params https://example.org/v2/audit/flow-logs",
            "Cannot use https://example.org/v2/audit/flow-logs of --params: the product's API has no such parameter. There are node, srcNode, dstNode, srcIp, dstIp, protocol, srcPort, srcPortOp, dstPort, dstPortOp, sTime, eTime, eTimeOp, tcpFlags, limit, sort, reverse, page."),
        row("--params dstPort=22&dstPort=23", "Cannot use dstPort of --params: it is there twice."),
        row(
            "--params dstPort=80,443",
            "Cannot use dstPort of --params: '80,443' is not a whole number."),
        row(
            "--params dstPort=22&dstPortOp=like",
            "Cannot use dstPortOp of --params: 'like' is none of eq, ne, gt, gte, lt, lte."),
        row(
            "--params srcPortOp=eq",
            "Cannot use srcPortOp of --params: there is no srcPort to compare with."),
        row(
            "--params page=abc",
            "Cannot use page of --params: it is a place in an answer of the product. Leave it out and use --after CURSOR."),
        row(
            "--params sort=port:desc",
            "Cannot use sort of --params: 'port' may be the one or the other. Write srcPort or dstPort."),
        row(
            "--params reverse=yes",
            "Cannot use reverse of --params: 'yes' is neither true nor false."),
        row(
            "--params sort=startTime&reverse=true",
            "Cannot use reverse of --params: sort gives an order as well. Leave one out."),
        row("--params tcpFlags=0", "Cannot use tcpFlags of --params: '0' names no flag."),
        row(
            "--params srcNode=%zz",
            "Cannot use --params: '%zz' is not percent-encoded as in a URL. Write % as %25."),
        row(
            "--params limit=10001",
            "Cannot use --limit 10001: it is not a whole number from 1 to 10,000. A search returns at most 10,000 flows; continue with --after CURSOR."),
        row(
            "--params limit=5 --limit 6",
            "Cannot use --limit with --params: the parameters say it as well. Leave one out."),
        row(
            "--params sTime=1793491200 --last 2h",
            "Cannot use another time with --params: the parameters say it as well. Leave one out."));
  }

  private static Stream<Arguments> kept() {
    String name =
        "it is not a name of 1 to 64 letters, digits, spaces, dots, hyphens and underscores that begins with a letter or digit.";
    return Stream.of(
        row("--save ../x", "Cannot use --save ../x: " + name),
        row("--save $(reboot)", "Cannot use --save $(reboot): " + name),
        row("--save ';'", "Cannot use --save ';': " + name));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void areTold(String args, List<String> messages) {
    List<String> words = new ArrayList<>(List.of("search"));
    words.addAll(List.of(args.split(" ", -1)));
    MainTest.Run run = run(words.toArray(String[]::new));
    List<String> lines = run.err().lines().toList();
    assertAll(
        () ->
            assertEquals(
                messages.stream().map("flowlake search: "::concat).toList(),
                lines.subList(0, Math.max(0, lines.size() - 1))),
        () -> assertEquals("See flowlake search --help.", lines.get(lines.size() - 1)),
        () -> assertEquals("", run.out()),
        () -> assertEquals(2, run.exitCode()));
  }

  @Test
  void filtersAreShownWithACaret() {
    MainTest.Run run = run("search", "proto", "tcp", "and", "dst", "prot", "443");
    assertEquals(2, run.exitCode());
    assertEquals(
        """
        flowlake search: Cannot read the filter at line 1, column 19: 'prot' is no name that is known after 'dst'. Did you mean 'port'?
          proto tcp and dst prot 443
                            ^^^^
        See flowlake search --help.
        """,
        run.err());
  }

  @Test
  void filtersFromFilesCannotHarmATerminal() throws Exception {
    Path file = Files.writeString(home.resolve("f"), "node = \u001b[2J\u009b31m");
    MainTest.Run run = run("search", "--filter-file", file.toString());
    assertEquals(2, run.exitCode());
    assertEquals(
        -1,
        run.err()
            .replace("\n", "")
            .chars()
            .filter(c -> VisibleText.isControl((char) c))
            .findFirst()
            .orElse(-1));
  }

  @Test
  void whatIsNotThereExitsWith3() {
    assertAll(
        () ->
            assertEquals(
                "flowlake search: Cannot use --filter-file no/such: there is no such file.\n",
                missing("search", "--filter-file", "no/such")),
        () ->
            assertEquals(
                "flowlake search: Cannot use the saved search 'x': there is none in %s. See flowlake searches.\n"
                    .formatted(home.resolve(".config/flowlake/searches.json")),
                missing("search", "--saved", "x")),
        () ->
            assertEquals(
                "flowlake searches: Cannot delete the saved search '../x': there is none in %s. See flowlake searches.\n"
                    .formatted(home.resolve(".config/flowlake/searches.json")),
                missing("searches", "--delete", "../x")),
        () ->
            assertEquals(
                "flowlake search: Cannot read no/lake: there is no folder %s. Check --lake, or run flowlake compact first.\n"
                    .formatted(Path.of("no/lake").toAbsolutePath()),
                missing("search", "--lake", "no/lake")));
  }

  private String missing(String... args) {
    MainTest.Run run = run(args);
    assertEquals(3, run.exitCode(), run.err());
    return run.err();
  }

  private MainTest.Run run(String... args) {
    return MainTest.Run.in(Map.of("HOME", home.toString()), args);
  }

  private static String noColumn(String option, String name) {
    String shown = option.equals("--split") ? name : name.replace(",", ".");
    String hint =
        NEAR_NODE.contains(shown) ? "Did you mean node?" : "There are " + FlowColumn.names() + ".";
    return "Cannot use %s: there is no column '%s'. %s".formatted(option, shown, hint);
  }

  private static Arguments row(String args, String... messages) {
    return Arguments.of(args, List.of(messages));
  }
}
