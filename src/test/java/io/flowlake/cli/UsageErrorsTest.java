package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake on a command line: what is said, exit code 2, and nothing touched. */
class UsageErrorsTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(program(), compact(), others(), generate(), export(), target())
        .flatMap(s -> s);
  }

  private static Stream<Arguments> program() {
    return Stream.of(
        row(
            "",
            "flowlake: Cannot run without a command. Name one: demo, generate, compact, search, searches, rejects, export, exports, target, maintain, sql-setup, settings."),
        row(
            "--debug",
            "flowlake: Cannot run without a command. Name one: demo, generate, compact, search, searches, rejects, export, exports, target, maintain, sql-setup, settings."),
        row(
            "compcat --raw x",
            "flowlake: Cannot run 'compcat': there is no such command. Did you mean compact?"),
        row("nonsense", "flowlake: Cannot run 'nonsense': there is no such command."),
        row("--nonsense", "flowlake: Cannot use --nonsense: flowlake has no such option."),
        row(
            "--verson",
            "flowlake: Cannot use --verson: flowlake has no such option. Did you mean --version?"),
        row(
            "--lake x compact --raw y",
            "flowlake compact: Cannot use --lake before the command. Put it after: flowlake compact --lake."));
  }

  private static Stream<Arguments> compact() {
    return Stream.of(
        row("compact", "flowlake compact: Cannot compact: --raw is missing. Add --raw URI."),
        row(
            "compact --raw",
            "flowlake compact: Cannot use --raw without a value. Write --raw URI."),
        row(
            "compact --raw --lake x",
            "flowlake compact: Cannot use --raw without a value. Write --raw URI."),
        row(
            "compact --raw x --raw y",
            "flowlake compact: Cannot use --raw twice: it takes one value. Leave one out."),
        row(
            "compact --raw x --replay-rejects",
            "flowlake compact: Cannot use --raw with --replay-rejects: it reads the dumps again that have rejects. Leave one of them out."),
        row(
            "compact --raw x --bach-bytes 5",
            "flowlake compact: Cannot use --bach-bytes: compact has no such option. Did you mean --batch-bytes?"),
        row(
            "compact --raw x --bach-bytes=5",
            "flowlake compact: Cannot use --bach-bytes: compact has no such option. Did you mean --batch-bytes?"),
        row(
            "compact --raw x y",
            "flowlake compact: Cannot use 'y': compact does not take it. Did you forget the option before it?"),
        row(
            "compact --raw x --batch-bytes 0",
            "flowlake compact: Cannot use --batch-bytes 0: it is not a size above 0, such as 500M, 2GiB or 1048576."),
        row(
            "compact --raw x --max-reject-ratio NaN",
            "flowlake compact: Cannot use --max-reject-ratio NaN: it is not a share from 0 to 1, such as 0.05."),
        row(
            "compact --batch-bytes many --max-reject-ratio 7 --nonsense 5",
            "flowlake compact: Cannot use --batch-bytes many: it is not a size above 0, such as 500M, 2GiB or 1048576.",
            "flowlake compact: Cannot use --max-reject-ratio 7: it is not a share from 0 to 1, such as 0.05.",
            "flowlake compact: Cannot use --nonsense: compact has no such option."),
        row(
            "compact --raw x --summary no/such/folder.json",
            "flowlake compact: Cannot write the summary no/such/folder.json: there is no folder "
                + Path.of("no/such").toAbsolutePath()
                + ". Make it first."),
        row(
            "compact --raw= --lake=",
            "flowlake compact: Cannot use --raw: its value is empty. Give it one, or leave the option out; is a variable of your script not set?",
            "flowlake compact: Cannot use --lake: its value is empty. Give it one, or leave the option out; is a variable of your script not set?"),
        row(
            "compact --raw x --summary src",
            "flowlake compact: Cannot write the summary src: it is a folder. Name a file in it."),
        row(
            "compact --raw x --single-writer=maybe",
            "flowlake compact: Cannot use --single-writer maybe: it is neither true nor false."));
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        row(
            "rejects --reason foo --limit 0",
            "flowlake rejects: Cannot use --reason foo: it is none of malformed, truncated, missing-field, bad-value, no-node, too-long, not-a-dump, bad-compression.",
            "flowlake rejects: Cannot use --limit 0: it is not a whole number from 1 to 10,000."),
        row(
            "rejects --limit 10001",
            "flowlake rejects: Cannot use --limit 10001: it is not a whole number from 1 to 10,000."),
        row(
            "rejects --count",
            "flowlake rejects: Cannot use --count: rejects has no such option. Did you mean --counts?"),
        row(
            "maintain --keep-days 0",
            "flowlake maintain: Cannot use --keep-days 0: it is not a whole number of 1 or more."),
        row(
            "maintain --keep-days 1.5",
            "flowlake maintain: Cannot use --keep-days 1.5: it is not a whole number of 1 or more."),
        row(
            "maintain --keep-days 9 --date 9999-01-01",
            "flowlake maintain: Cannot count --keep-days back from 9999-01-01: that day is to come, and days that must be kept would go. Give --date today (UTC) or an earlier day."),
        row(
            "maintain --vacuum-hours 3",
            "flowlake maintain: Cannot use --vacuum-hours 3: it is not a whole number of 168 or more: a job that still runs may need younger files."),
        row(
            "maintain --summary no/such/folder.json",
            "flowlake maintain: Cannot write the summary no/such/folder.json: there is no folder "
                + Path.of("no/such").toAbsolutePath()
                + ". Make it first."),
        row(
            "settings compcat",
            "flowlake settings: Cannot show the settings of 'compcat': there is no such command. There are demo, generate, compact, search, searches, rejects, export, exports, target, maintain, sql-setup, settings."),
        row(
            "settings compact rejects",
            "flowlake settings: Cannot use 'rejects': settings does not take it. Did you forget the option before it?"));
  }

  private static Stream<Arguments> generate() {
    return Stream.of(
        row(
            "generate",
            "flowlake generate: Cannot generate: --flows and --out are missing. Add --flows N --out URI."),
        row(
            "generate --flows many --format xml --compression zip --start today --late x",
            "flowlake generate: Cannot use --flows many: it is not a whole number.",
            "flowlake generate: Cannot use --format xml: it is none of json, csv.",
            "flowlake generate: Cannot use --compression zip: it is none of gz, none.",
            "flowlake generate: Cannot use --start today: it is not a day, such as 2026-11-01.",
            "flowlake generate: Cannot use --late x: it is not a number, such as 0.05.",
            "flowlake generate: Cannot generate: --out is missing. Add --out URI."),
        row(
            "generate --out x --flows 1 --late 2",
            "flowlake generate: Cannot generate: the share of late flows is 2.0, not within 0 to 1"),
        row(
            "generate --out x --flows 1 --late 0.6 --redeliver 0.6",
            "flowlake generate: Cannot generate: late flows (share 0.6) are neither open nor copied nor redelivered (0.01, 0.005, 0.6): late and each of these must not exceed 1 together"),
        row(
            "generate --out x --flows 1 --threads 0",
            "flowlake generate: Cannot generate: the number of threads is 0, not within 1 to 1,024"));
  }

  private static Stream<Arguments> export() {
    String together = " together: each names the days. Keep one.";
    return Stream.of(
        row("export", "flowlake export: Cannot export: --target is missing. Add --target TARGET."),
        row(
            "export --target x/ --date 2026-02-30 --from 1.2.2026 --to today",
            "flowlake export: Cannot use --date 2026-02-30: it is neither a day, such as 2026-11-01, nor yesterday.",
            "flowlake export: Cannot use --from 1.2.2026: it is neither a day, such as 2026-11-01, nor yesterday.",
            "flowlake export: Cannot use --to today: it is neither a day, such as 2026-11-01, nor yesterday."),
        row(
            "export --target x/ --date yesterday --stale",
            "flowlake export: Cannot use --date and --stale" + together),
        row(
            "export --target x/ --date yesterday --from 2026-11-01 --to 2026-11-02 --stale",
            "flowlake export: Cannot use --date and --from and --stale" + together),
        row(
            "export --target x/ --to 2026-11-02 --stale",
            "flowlake export: Cannot use --to and --stale" + together),
        row(
            "export --target x/ --to 2026-11-02",
            "flowlake export: Cannot use --to without --from: it is the last of several days. Add --from."),
        row(
            "export --target x/ --from 2026-11-02 --to 2026-11-01",
            "flowlake export: Cannot export from 2026-11-02 to 2026-11-01: --to must not be before --from."),
        row(
            "export --target x/ --from 0206-11-02 --to 2026-11-01",
            "flowlake export: Cannot export 664,742 days, from 0206-11-02 to 2026-11-01, in one run: at most 3,660, each of which would be an object. Check --from and --to."),
        row(
            "export --target x/ --columns node,sourc_ip --filter 80 --date yesterday",
            "flowlake export: Cannot read the filter at line 1, column 1: '80' is no name. Write 'port 80'.",
            "  80",
            "  ^^",
            "flowlake export: Cannot use --columns: there is no column 'sourc_ip'. Did you mean source_ip?"),
        row(
            "export --target x/ --compression-level 0",
            "flowlake export: Cannot use --compression-level 0: it is not a whole number from 1 to 9."),
        row(
            "exports --format csv",
            "flowlake exports: Cannot use --format csv: it is none of table, json."),
        row(
            "exports --from 2026-11-02 --to 2026-11-01",
            "flowlake exports: Cannot list from 2026-11-02 to 2026-11-01: --to must not be before --from."));
  }

  private static Stream<Arguments> target() {
    return Stream.of(
        row(
            "target",
            "flowlake target: Cannot run without a command. Name one: set, list, show, validate, policy, remove."),
        row(
            "target st",
            "flowlake target: Cannot run 'st': there is no such command. Did you mean set?"),
        row(
            "target --bucket b set lab",
            "flowlake target set: Cannot use --bucket before the command. Put it after: flowlake target set --bucket."),
        row(
            "target set lab",
            "flowlake target set: Cannot set a target: --bucket is missing. Add --bucket NAME, or --folder URI."),
        row("target set --bucket b", "flowlake target set: Cannot set: NAME is missing. Add NAME."),
        row(
            "target set lab --bucket b --folder f --keys env",
            "flowlake target set: Cannot use --bucket and --keys with --folder: a folder has no such thing. Leave one of them out."),
        row(
            "target set lab --bucket b --keys ask",
            "flowlake target set: Cannot use --keys ask: it is none of default, env, profile:NAME, hadoop:URI, file, jceks."),
        row(
            "target set lab --bucket b --keys AKIAIOSFODNN7EXAMPLE",
            "flowlake target set: Cannot use --keys ****: it is none of default, env, profile:NAME, hadoop:URI, file, jceks."),
        row(
            "target set lab --bucket b --keys secret:wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
            "flowlake target set: Cannot use --keys ****: it is none of default, env, profile:NAME, hadoop:URI, file, jceks."),
        row(
            "target set lab --bucket b --keys profile:",
            "flowlake target set: Cannot use --keys profile:: it is none of default, env, profile:NAME, hadoop:URI, file, jceks."),
        row(
            "target set lab --bucket b --path-style=maybe",
            "flowlake target set: Cannot use --path-style maybe: it is neither true nor false."),
        row(
            "target set lab --bucket b --endpoint https://me:hush@s3.example.org",
            "flowlake target set: Cannot use --endpoint https://****@s3.example.org: what stands before the @ may be a secret, and everybody on the machine can read a command line. "
                + Secrets.WHERE_KEYS_GO),
        row(
            "target set lab --bucket b --secret-key hush",
            "flowlake target set: Cannot use --secret-key: everybody on the machine can read a command line. "
                + Secrets.WHERE_KEYS_GO),
        row(
            "target set lab --bucket b --access-key=hush",
            "flowlake target set: Cannot use --access-key: everybody on the machine can read a command line. "
                + Secrets.WHERE_KEYS_GO),
        row(
            "target set lab --bucket b --endpoint me:hu/hush@s3.example.org",
            "flowlake target set: Cannot use --endpoint ****@s3.example.org: what stands before the @ may be a secret, and everybody on the machine can read a command line. "
                + Secrets.WHERE_KEYS_GO),
        row(
            "target validate s3a://me:hush@bucket/p",
            "flowlake target validate: Cannot use TARGET s3a://****@bucket/p: what stands before the @ may be a secret, and everybody on the machine can read a command line. "
                + Secrets.WHERE_KEYS_GO),
        row(
            "export --target s3://me:hu/hush@bucket/p",
            "flowlake export: Cannot use --target s3://****@bucket/p: what stands before the @ may be a secret, and everybody on the machine can read a command line. "
                + Secrets.WHERE_KEYS_GO),
        row(
            "export --target lab --secret-key=hush",
            "flowlake export: Cannot use --secret-key: everybody on the machine can read a command line. "
                + Secrets.WHERE_KEYS_GO));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void areToldAllAtOnce(String args, List<String> messages) {
    MainTest.Run run = MainTest.Run.of(args.isEmpty() ? new String[0] : args.split(" "));
    List<String> lines = run.err().lines().toList();
    assertAll(
        () -> assertEquals(messages, lines.subList(0, lines.size() - 1)),
        () ->
            assertEquals(
                "See %s --help.".formatted(messages.get(0).replaceFirst(":.*", "")),
                lines.get(lines.size() - 1)),
        () -> assertEquals("", run.out()),
        () -> assertEquals(2, run.exitCode()),
        () -> assertFalse(run.err().contains("hush")),
        () -> assertFalse(Files.exists(Path.of("x")), "nothing may be touched"),
        () -> assertFalse(Files.exists(Path.of("lake")), "nothing may be touched"));
  }

  @Test
  void foldersThatAreNotEmptyAreRefusedByTheJob() {
    MainTest.Run run = MainTest.Run.of("generate", "--out", "src", "--flows", "1");
    assertEquals(2, run.exitCode());
    assertEquals(
        "flowlake generate: Cannot generate into src: it is not empty; name another folder, or add --append to put the dumps beside what is there\n",
        run.err());
  }

  @Test
  void valuesMayBeginWithAnAtSign(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("args"), "--nonsense");
    MainTest.Run run = MainTest.Run.of("compact", "--node", "@" + file);
    assertEquals(
        "flowlake compact: Cannot compact: --raw is missing. Add --raw URI.",
        run.err().lines().findFirst().orElse(""));
  }

  @Test
  void helpIsShownInSpiteOfMistakes() {
    MainTest.Run run = MainTest.Run.of("compact", "--help", "--batch-bytes", "many");
    assertAll(
        () -> assertEquals(0, run.exitCode()),
        () -> assertEquals("", run.err()),
        () -> assertEquals("Usage: flowlake compact", run.out().substring(0, 23)));
  }

  private static Arguments row(String args, String... messages) {
    return Arguments.of(args, List.of(messages));
  }
}
