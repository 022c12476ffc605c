package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.flowlake.RandomFlows;
import io.flowlake.S3ProxyServer;
import io.flowlake.SparkFixture;
import io.flowlake.filter.Filter;
import io.flowlake.model.Flow;
import io.flowlake.search.Engine;
import io.flowlake.search.Order;
import io.flowlake.search.Search;
import io.flowlake.search.SearchPlan;
import io.flowlake.search.SearchRequest;
import io.flowlake.search.Total;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session that somebody else opened, which has keys and does not know where S3 is: the {@code
 * FLOWLAKE_S3_…} variables tell it to whoever reads.
 */
class ForeignSessionTest {
  private static final int FLOWS = 200;

  @TempDir static Path folder;

  private static SparkSession session;
  private static Configuration hadoop;
  private static Lake lake;

  @BeforeAll
  static void write() throws Exception {
    S3ProxyServer server = S3ProxyServer.shared();
    String bucket = server.newBucket();
    RandomLake made = new RandomLake(folder.resolve("lake"));
    made.add(new RandomFlows(3).list(FLOWS), RandomLake.TINY);
    session = SparkFixture.newSession();
    // As Spark takes them from its environment; each reader opens the bucket anew, as tasks do.
    session.conf().set("fs.s3a.bucket." + bucket + ".access.key", server.accessKey());
    session.conf().set("fs.s3a.bucket." + bucket + ".secret.key", server.secretKey());
    session.conf().set("fs.s3a.impl.disable.cache", "true");
    hadoop = LakeSession.hadoop(session, Map.of(StorageSettings.ENDPOINT, server.endpoint()));
    lake = new Lake("s3a://" + bucket + "/lake");
    org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(lake.root());
    try (FileSystem s3 = root.getFileSystem(hadoop)) {
      s3.copyFromLocalFile(new org.apache.hadoop.fs.Path(made.lake().root()), root);
    }
  }

  @Test
  void bothReadersFindTheSame() {
    List<Flow> local = search(Engine.LOCAL);
    assertFalse(local.isEmpty());
    assertEquals(local, search(Engine.SPARK));
  }

  @Test
  void noKeyIsAnOption() {
    Configuration secret = new Configuration(hadoop);
    secret.set("fs.s3a.access.key", "AKIASECRET");
    secret.set("fs.s3a.secret.key", "very-secret");
    Map<String, String> options =
        StorageSettings.readerOptions(secret, session.sessionState().newHadoopConf());
    assertEquals(
        Set.of("fs.s3a.endpoint", "fs.s3a.endpoint.region", "fs.s3a.path.style.access"),
        options.keySet());
  }

  @Test
  void plansShowNoKey() {
    Dataset<Row> flows = SparkFlows.at(session, hadoop, lake, 1, Filter.EVERYTHING);
    String plan = ((org.apache.spark.sql.classic.Dataset<Row>) flows).queryExecution().toString();
    assertFalse(plan.contains(S3ProxyServer.shared().secretKey()), plan);
  }

  private static List<Flow> search(Engine engine) {
    Search search = new Search(hadoop, () -> session);
    SearchPlan plan =
        search.plan(
            new SearchRequest(
                lake,
                Filter.EVERYTHING,
                null,
                Order.NEWEST,
                50,
                null,
                Total.NOT_WANTED,
                engine,
                1));
    return search.run(plan).rows();
  }
}
