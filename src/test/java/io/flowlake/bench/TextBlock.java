package io.flowlake.bench;

import io.flowlake.model.CidrBlock;
import io.flowlake.model.IpAddress;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The exact check whether a text is an address of a block, called from Spark's generated code
 * without an object per row for IPv4. Written against Spark 4.2.0.
 */
public final class TextBlock {
  private TextBlock() {}

  static Column contains(Column text, CidrBlock block) {
    Expression address = ExpressionUtils.expression(text);
    if (!block.network().isV4()) {
      return call(
          "inV6Block",
          List.of(address, Literal.create(block.toString(), DataTypes.StringType)),
          List.of(DataTypes.StringType, DataTypes.StringType));
    }
    int hostBits = 32 - block.prefixLength();
    return call(
        "inV4Block",
        List.of(
            address,
            Literal.create(block.network().low() >>> hostBits, DataTypes.LongType),
            Literal.create(hostBits, DataTypes.IntegerType)),
        List.of(DataTypes.StringType, DataTypes.LongType, DataTypes.IntegerType));
  }

  /** Whether the address {@code text} is the IPv4 one whose upper bits are {@code network}. */
  public static boolean inV4Block(UTF8String text, long network, int hostBits) {
    long bits = 0;
    int octet = 0;
    for (int i = 0; i < text.numBytes(); i++) {
      byte c = text.getByte(i);
      if (c == '.') {
        bits = bits << 8 | octet;
        octet = 0;
      } else if (c < '0' || c > '9') {
        return false;
      } else {
        octet = octet * 10 + (c - '0');
      }
    }
    return (bits << 8 | octet) >>> hostBits == network;
  }

  /** Whether the address {@code text} lies in the IPv6 block {@code block}. */
  public static boolean inV6Block(UTF8String text, UTF8String block) {
    return CidrBlock.parse(block.toString()).contains(IpAddress.parse(text.toString()));
  }

  private static Column call(
      String method, List<Expression> arguments, List<AbstractDataType> types) {
    return ExpressionUtils.column(
        new StaticInvoke(
            TextBlock.class,
            DataTypes.BooleanType,
            method,
            seq(arguments),
            seq(types),
            true,
            true,
            true,
            Option.empty()));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
