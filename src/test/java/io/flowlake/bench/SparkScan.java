package io.flowlake.bench;

import io.flowlake.model.CidrBlock;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Searches files with Spark, as the product would ask. */
final class SparkScan {
  private final Dataset<Row> flows;
  private final AddressForm form;

  SparkScan(SparkSession spark, Path folder, AddressForm form) {
    flows = spark.read().parquet(folder.toString());
    this.form = form;
  }

  /** Counts the flows that a search finds; it reads another column of them as well. */
  long find(AddressSearch search) {
    return flows
        .where(condition(search))
        .agg(functions.count("*"), functions.sum("sent_bytes"))
        .head()
        .getLong(0);
  }

  private Column condition(AddressSearch search) {
    boolean text = form == AddressForm.TEXT || form == AddressForm.TEXT_BY_ADDRESS;
    return text ? textCondition(search.block()) : ranges(search.ranges(form));
  }

  /** A prefix, which Spark hands to Parquet, and the exact check behind it. */
  private static Column textCondition(CidrBlock block) {
    Column text = functions.col(AddressSearch.COLUMN);
    return AddressForm.isHost(block)
        ? text.equalTo(block.network().text())
        : text.startsWith(AddressForm.prefix(block)).and(TextBlock.contains(text, block));
  }

  private static Column ranges(List<Range> ranges) {
    return ranges.stream()
        .map(
            range -> {
              Column column = functions.col(range.column());
              return range.from().equals(range.to())
                  ? column.equalTo(literal(range.from()))
                  : column.between(literal(range.from()), literal(range.to()));
            })
        .reduce(Column::and)
        .orElseThrow();
  }

  private static Column literal(Comparable<?> value) {
    return functions.lit(value instanceof Binary binary ? binary.getBytes() : value);
  }
}
