package io.flowlake.sql;

import io.flowlake.lake.FlowsSchema;
import io.flowlake.search.Search;
import io.flowlake.search.SearchPlan;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One planned search, as Spark sees a table. */
final class FlowSearchTable implements SupportsRead {
  private final SparkSession session;
  private final Search search;
  private final SearchStatement statement;
  private final SearchPlan plan;

  FlowSearchTable(SparkSession session, Search search, SearchStatement statement, SearchPlan plan) {
    this.session = session;
    this.search = search;
    this.statement = statement;
    this.plan = plan;
  }

  @Override
  public String name() {
    return FlowSearch.HELP.name();
  }

  @Override
  public Column[] columns() {
    boolean asStored = true;
    return CatalogV2Util.structTypeToV2Columns(FlowsSchema.table(), asStored);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return () -> new FlowSearchScan(session, search, statement, plan);
  }
}
