package io.flowlake.search;

import io.flowlake.lake.LocalReader;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The means of reading; each is made when it is first needed, and not before. */
final class Readers {
  private final Configuration configuration;
  private final Supplier<SparkSession> spark;
  private @Nullable LocalReader local;

  Readers(Configuration configuration, Supplier<SparkSession> spark) {
    this.configuration = configuration;
    this.spark = spark;
  }

  Configuration configuration() {
    return configuration;
  }

  SparkSession spark() {
    return spark.get();
  }

  /** One for all searches, for it keeps the footers of files. */
  synchronized LocalReader local() {
    LocalReader reader = local;
    if (reader == null) {
      reader = new LocalReader(configuration);
      local = reader;
    }
    return reader;
  }
}
