package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowlake.S3ProxyServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** target as a user runs it, with folders and an S3 server. */
class TargetCommandTest {
  @TempDir Path folder;
  private final Deque<String> typed = new ArrayDeque<>();

  @Test
  void aFolderIsKeptTriedShownAndForgotten() throws IOException {
    Path out = folder.resolve("out");
    MainTest.Run set = flowlake("target", "set", "disk", "--folder", out.toString());
    assertAll(
        () -> assertEquals("", set.err()),
        () -> assertEquals(0, set.exitCode()),
        () ->
            assertEquals(
                "target            disk\nfolder            %1$s\nexports can go there: %1$s took the empty object 'validation'\n"
                    .formatted(out),
                set.out()),
        () -> assertEquals(0, Files.size(out.resolve("validation"))));
    assertEquals(
        "target            disk\nfolder            %s\n".formatted(out),
        flowlake("target", "show", "disk").out());
    assertEquals(
        "Target  Address%s  Server  Keys from\ndisk    %s  -       -\n"
            .formatted(" ".repeat(out.toString().length() - 7), out),
        flowlake("target", "list").out());
    MainTest.Run policy = flowlake("target", "policy", "disk");
    assertEquals(2, policy.exitCode());
    assertEquals(
        "flowlake target policy: Cannot print a policy for disk: it is a folder, which needs the right to write there and no policy.\n",
        policy.err());
    assertEquals(
        "forgot disk (%s); what was exported stays there\n".formatted(out),
        flowlake("target", "remove", "disk").out());
    assertEquals(
        "no target is kept; flowlake target set NAME --bucket NAME keeps one\n",
        flowlake("target", "list").out());
    MainTest.Run gone = flowlake("target", "show", "disk");
    assertEquals(3, gone.exitCode());
    assertTrue(
        gone.err().startsWith("flowlake target show: Cannot find the target 'disk' in "),
        gone.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "jceks"})
  void keysThatWereTypedAreKeptSafeAndForgotten(String where) throws IOException {
    S3ProxyServer server = S3ProxyServer.shared();
    String bucket = server.newBucket();
    typed.add(server.accessKey());
    typed.add(" " + server.secretKey() + " ");
    MainTest.Run set = set(server, bucket, where);
    assertAll(
        () -> assertEquals("", set.err()),
        () -> assertEquals(0, set.exitCode()),
        () -> assertTrue(typed.isEmpty()),
        () ->
            assertTrue(
                set.out()
                    .endsWith(
                        "exports can go there: s3://%s/logs took the empty object 'validation'\n"
                            .formatted(bucket)),
                set.out()));
    MainTest.Run show = flowlake("target", "show", "lab");
    String all = set.out() + show.out() + flowlake("target", "list").out();
    assertAll(
        () -> assertFalse(all.contains(server.secretKey()), all),
        () -> assertFalse(all.contains(server.accessKey()), all),
        () -> assertTrue(show.out().contains("secret key        ****\n"), show.out()));
    List<Path> keys = keyFiles();
    assertEquals(1, keys.size());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.get(0))));
    assertEquals(0, flowlake("target", "validate", "lab").exitCode());
    assertEquals(0, flowlake("target", "remove", "lab").exitCode());
    assertFalse(holds(server.secretKey()), "the key is forgotten");
  }

  @Test
  void aTargetThatDoesNotWorkIsKeptAndTheReasonTold() {
    S3ProxyServer server = S3ProxyServer.shared();
    String bucket = server.newBucket();
    typed.add(server.accessKey());
    typed.add("wrong-" + server.secretKey());
    MainTest.Run set = set(server, bucket, "file");
    assertAll(
        () -> assertEquals(4, set.exitCode(), set.err()),
        () ->
            assertTrue(
                set.err()
                    .endsWith(
                        "The target lab is kept; try it again with flowlake target validate lab.\n"),
                set.err()),
        () -> assertFalse(set.err().contains(server.secretKey()), set.err()));
    typed.add(server.accessKey());
    typed.add(server.secretKey());
    assertEquals(0, set(server, bucket, "file").exitCode());
  }

  @Test
  void otherKeysTakeThePlaceOfThoseThatWereKept() throws IOException {
    typed.addAll(List.of("access", "secret-that-was-typed"));
    String[] unproven = {
      "target", "set", "lab", "--bucket", "b-1", "--region", "x", "--no-validate"
    };
    assertEquals(0, flowlake(and(unproven, "--keys", "file")).exitCode());
    assertTrue(holds("secret-that-was-typed"));
    assertEquals(0, flowlake(and(unproven, "--keys", "env")).exitCode());
    assertFalse(holds("secret-that-was-typed"));
  }

  @Test
  void aBucketHasARegionOrAServer() {
    MainTest.Run set = flowlake("target", "set", "lab", "--bucket", "b-1");
    assertEquals(2, set.exitCode());
    assertEquals(
        "flowlake target set: Cannot tell where the bucket is. Add --region NAME, such as eu-central-1, or --endpoint URL for a store that is not Amazon's.",
        set.err().lines().findFirst().orElseThrow());
  }

  @Test
  void withoutATerminalNobodyIsAsked() throws IOException {
    MainTest.Run set =
        flowlake("target", "set", "lab", "--bucket", "b-1", "--region", "x", "--keys", "file");
    assertEquals(2, set.exitCode());
    assertEquals(
        "flowlake target set: Cannot ask for the keys of lab: there is no terminal, or nothing was typed. Run it on a terminal, or take --keys env, profile:NAME or hadoop:URI.\n",
        set.err());
    assertEquals("no target is kept", flowlake("target", "list").out().split(";", -1)[0]);
    assertEquals(List.of(), keyFiles());
  }

  @ParameterizedTest
  @CsvSource({
    "default, the default chain of AWS",
    "env, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the environment",
    "profile:lab, the AWS profile lab",
    "hadoop:jceks://file/etc/keys.jceks, the Hadoop credential store jceks://file/etc/keys.jceks"
  })
  void keysStayWhereTheyAre(String source, String words) {
    MainTest.Run set =
        flowlake(
            "target",
            "set",
            "lab",
            "--bucket",
            "b-1",
            "--region",
            "x",
            "--no-validate",
            "--keys",
            source);
    assertEquals(0, set.exitCode(), set.err());
    assertTrue(set.out().contains("keys from         " + words), set.out());
    assertEquals(0, flowlake("target", "remove", "lab").exitCode());
  }

  @Test
  void thePolicyAllowsThreeActionsOnTheBucket() throws IOException {
    flowlake(
        "target", "set", "lab", "--bucket", "b-1", "--region", "eu-central-1", "--no-validate");
    JsonNode policy = new ObjectMapper().readTree(flowlake("target", "policy", "lab").out());
    assertEquals(
        "[\"s3:PutObject\",\"s3:ListBucket\",\"s3:ListMultipartUploadParts\"]",
        policy.at("/Statement/0/Action").toString());
    assertEquals(
        "[\"arn:aws:s3:::b-1\",\"arn:aws:s3:::b-1/*\"]",
        policy.at("/Statement/0/Resource").toString());
  }

  @Test
  void optionsOfNestedCommandsAreSettings() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("c"), "target.set.bucket=b-1\nregion=eu-north-1\nendpiont=x\n");
    Map<String, String> variables =
        Map.of("FLOWLAKE_TARGET_SET_PREFIX", "p", "FLOWLAKE_KEYS", "env");
    MainTest.Run shown = flowlake(variables, "settings", "target", "--config", config.toString());
    assertAll(
        () -> assertEquals(2, shown.exitCode()),
        () ->
            assertTrue(
                shown.err().contains("there is no such setting. Did you mean endpoint?"),
                shown.err()),
        () ->
            assertEquals(
                List.of(
                    "target.set.bucket b-1 " + config,
                    "target.set.prefix p FLOWLAKE_TARGET_SET_PREFIX"),
                shown
                    .out()
                    .lines()
                    .map(line -> line.replaceAll(" {2,}", " "))
                    .filter(line -> line.matches("target.set.(bucket|prefix) .*"))
                    .toList()));
    Files.writeString(config, "target.set.bucket=b-1\nregion=eu-north-1\nsecret-key=hush\n");
    MainTest.Run refused =
        flowlake(variables, "target", "set", "lab", "--no-validate", "--config", config.toString());
    assertEquals(
        "flowlake target set: Cannot use secret-key in %s: there is no such setting. %s"
            .formatted(config, Secrets.WHERE_KEYS_GO),
        refused.err().lines().findFirst().orElse(""));
    assertFalse(refused.err().contains("hush"));
    Files.writeString(config, "target.set.bucket=b-1\nregion=eu-north-1\n");
    MainTest.Run set =
        flowlake(variables, "target", "set", "lab", "--no-validate", "--config", config.toString());
    assertEquals(0, set.exitCode(), set.err());
    assertTrue(set.out().contains("address           s3://b-1/p\n"), set.out());
  }

  private MainTest.Run set(S3ProxyServer server, String bucket, String keys) {
    return flowlake(
        "target",
        "set",
        "lab",
        "--bucket",
        bucket,
        "--prefix",
        "/logs/",
        "--endpoint",
        server.endpoint(),
        "--keys",
        keys);
  }

  private MainTest.Run flowlake(String... args) {
    return flowlake(Map.of(), args);
  }

  private MainTest.Run flowlake(Map<String, String> variables, String... args) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            args,
            environment,
            label -> Optional.ofNullable(typed.poll()),
            new PrintWriter(out),
            new PrintWriter(err));
    return new MainTest.Run(exitCode, out.toString(), err.toString());
  }

  private List<Path> keyFiles() throws IOException {
    return files()
        .filter(file -> file.getFileName().toString().matches("keys-.*(json|jceks)"))
        .toList();
  }

  private boolean holds(String secret) throws IOException {
    for (Path file : files().toList()) {
      if (Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1).contains(secret)) {
        return true;
      }
    }
    return false;
  }

  private Stream<Path> files() throws IOException {
    Path configuration = folder.resolve("config");
    if (!Files.exists(configuration)) {
      return Stream.of();
    }
    try (Stream<Path> walked = Files.walk(configuration)) {
      return walked.filter(Files::isRegularFile).toList().stream();
    }
  }

  private static String[] and(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }
}
