package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import io.flowlake.model.ExitCode;
import io.flowlake.model.FlowlakeException;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LakeSessionTest {
  @Test
  void theUsersSettingsWin() {
    SparkConf given =
        new SparkConf(false)
            .set("spark.master", "local[2]")
            .set("spark.sql.parquet.compression.codec", "snappy")
            .set("spark.hadoop.fs.s3a.retry.limit", "9");
    Map<String, String> missing = LakeSession.missing(given, new Configuration(), Map.of());

    assertFalse(missing.containsKey("spark.sql.parquet.compression.codec"));
    assertFalse(missing.containsKey("spark.hadoop.fs.s3a.retry.limit"));
    assertFalse(missing.containsKey("spark.master"));
    assertEquals("UTC", missing.get("spark.sql.session.timeZone"));
  }

  @Test
  void theSitesHadoopFilesWinAndHadoopsOwnDefaultsDoNot() {
    Configuration site = new Configuration();
    site.set("fs.s3.impl", "com.example.SitesOwn", "core-site.xml");
    Map<String, String> missing = LakeSession.missing(new SparkConf(false), site, Map.of());

    assertFalse(missing.containsKey("spark.hadoop.fs.s3.impl"));
    assertEquals("3", missing.get("spark.hadoop.fs.s3a.retry.limit"));
  }

  @Test
  void otherExtensionsAreKept() {
    SparkConf given = new SparkConf(false).set("spark.sql.extensions", "com.example.Other");
    assertEquals(
        "com.example.Other,io.delta.sql.DeltaSparkSessionExtension",
        LakeSession.missing(given, new Configuration(), Map.of()).get("spark.sql.extensions"));

    given.set("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    assertFalse(
        LakeSession.missing(given, new Configuration(), Map.of())
            .containsKey("spark.sql.extensions"));
  }

  @Test
  void oneLogStoreForAllSchemesReplacesOurs() {
    SparkConf given = new SparkConf(false).set("spark.delta.logStore.class", "com.example.Store");
    assertTrue(
        LakeSession.missing(given, new Configuration(), Map.of()).keySet().stream()
            .noneMatch(key -> key.startsWith("spark.delta.logStore.")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.hadoop.fs.s3a.access.key",
        "spark.hadoop.fs.s3a.secret.key",
        "spark.hadoop.fs.s3a.session.token",
        "spark.hadoop.fs.s3a.bucket.flows.secret.key",
        "spark.hadoop.fs.s3a.encryption.key",
        "spark.hadoop.fs.azure.account.key.x.dfs.core.windows.net",
        "spark.ssl.keyPassword",
      })
  void secretsAreStarredInSparksLogs(String key) {
    Pattern secrets = Pattern.compile(SparkSettings.of(Map.of(), "").get("spark.redaction.regex"));
    assertTrue(secrets.matcher(key).find());
    assertFalse(secrets.matcher("spark.hadoop.fs.s3a.aws.credentials.provider").find());
  }

  @Test
  void noKeyOfTheEnvironmentBecomesASetting() {
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "hunter2");
    assertTrue(
        SparkSettings.of(environment, "local").values().stream()
            .noneMatch(value -> value.contains("AKIAEXAMPLE") || value.contains("hunter2")));
  }

  @ParameterizedTest
  @CsvSource({
    // endpoint, region, path style → endpoint, region, path style
    ",,,,,",
    "http://127.0.0.1:9000,,,http://127.0.0.1:9000,us-east-1,true",
    "s3.example.org,,,s3.example.org,us-east-1,true",
    "https://s3.example.org,nl-1,false,https://s3.example.org,nl-1,false",
    "https://s3.eu-west-1.amazonaws.com,eu-west-1,,https://s3.eu-west-1.amazonaws.com,eu-west-1,false",
    ",eu-west-1,,,eu-west-1,",
    ",,TRUE,,,true",
  })
  void theStoreIsNamedByTheEnvironment(
      String endpoint, String region, String pathStyle, String e, String r, String p) {
    Map<String, String> environment = new java.util.HashMap<>();
    environment.put("FLOWLAKE_S3_ENDPOINT", endpoint);
    environment.put("FLOWLAKE_S3_REGION", region);
    environment.put("FLOWLAKE_S3_PATH_STYLE", pathStyle);
    Map<String, String> settings = StorageSettings.of(environment);

    assertEquals(e, settings.get("fs.s3a.endpoint"));
    assertEquals(r, settings.get("fs.s3a.endpoint.region"));
    assertEquals(p, settings.get("fs.s3a.path.style.access"));
  }

  @Test
  void allMistakesAreToldAtOnce() {
    FlowlakeException e =
        assertThrows(
            FlowlakeException.class,
            () ->
                StorageSettings.of(
                    Map.of(
                        "FLOWLAKE_S3_ENDPOINT", "ftp://here",
                        "FLOWLAKE_S3_PATH_STYLE", "yes",
                        "FLOWLAKE_SINGLE_WRITER", "1")));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertEquals(
        "Cannot use the S3 settings: FLOWLAKE_S3_ENDPOINT=ftp://here: not an address such as"
            + " https://s3.example.org:9000; FLOWLAKE_S3_PATH_STYLE=yes: must be true or false;"
            + " FLOWLAKE_SINGLE_WRITER=1: must be true or false",
        e.getMessage());
  }

  @Test
  void withoutSparkHadoopAndKernelGetTheSame() {
    Configuration configuration =
        HadoopSettings.of(Map.of("FLOWLAKE_S3_ENDPOINT", "http://127.0.0.1:9"));
    assertEquals("http://127.0.0.1:9", configuration.get("fs.s3a.endpoint"));
    assertEquals(
        "io.flowlake.lake.ConditionalPutLogStore",
        configuration.get("io.delta.kernel.logStore.s3a.impl"));
    assertEquals(
        "io.flowlake.lake.LinkingLogStore",
        configuration.get("io.delta.kernel.logStore.file.impl"));
    assertNull(configuration.get(ConditionalPut.SINGLE_WRITER));
  }

  @Test
  void theSessionHasWhatTheLakeNeeds() {
    SparkSession spark = SparkFixture.session();
    assertEquals("UTC", spark.conf().get("spark.sql.session.timeZone"));
    assertEquals("zstd", spark.conf().get("spark.sql.parquet.compression.codec"));
    assertEquals("1", spark.conf().get("spark.databricks.delta.snapshotPartitions"));
    assertEquals(0, spark.sql("SHOW DATABASES").filter("namespace = 'x'").count());
    assertEquals(
        "io.flowlake.lake.LinkingLogStore",
        spark.sparkContext().getConf().get("spark.delta.logStore.file.impl"));
  }
}
