package io.flowlake.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.SparkFixture;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.IpAddress;
import io.flowlake.model.Protocol;
import io.flowlake.model.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions against the plain Java of the model, on random rows, compiled and interpreted. */
class FunctionsPropertyTest {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "ip STRING, cidr STRING, flags INT, mode STRING, names STRING, number INT");
  private static final List<String> NAMES =
      List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");
  private static final List<String> CONSTANTS =
      List.of("10.0.0.0/8", "10.128.0.0/9", "2001:db8::/33", "0.0.0.0/0", "::/0");
  private static final int ROWS = 3_000;

  private final Random random = new Random(11);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void functionsComputeWhatTheModelDoes(boolean compiled) {
    SparkSession spark = compiled ? SparkFixture.newSession() : SparkFixture.interpretingSession();
    List<Row> rows = new ArrayList<>();
    List<List<Object>> expected = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Row row = row();
      rows.add(row);
      expected.add(expected(row));
    }
    StringBuilder select =
        new StringBuilder(
            "ip_in_cidr(ip, cidr), ip_family(ip), is_private_ip(ip), tcp_flags_text(flags), tcp_flags_has(flags, mode, names), tcp_flags_has(flags, 'all', 'SYN,ACK'), protocol_name(number), protocol_name(CAST(number AS STRING))");
    CONSTANTS.forEach(cidr -> select.append(", ip_in_cidr(ip, '").append(cidr).append("')"));
    List<Row> computed =
        spark
            .createDataFrame(rows, SCHEMA)
            .selectExpr(select.toString().split(", (?=ip_|is_|tcp_|protocol_)", -1))
            .collectAsList();
    for (int i = 0; i < ROWS; i++) {
      int at = i;
      List<Object> actual = new ArrayList<>();
      for (int c = 0; c < computed.get(i).length(); c++) {
        actual.add(computed.get(i).get(c));
      }
      assertEquals(expected.get(i), actual, () -> rows.get(at).toString());
    }
  }

  private List<Object> expected(Row row) {
    String ip = row.getString(0);
    Integer flags = row.getAs(2);
    Integer number = row.getAs(5);
    List<Object> values = new ArrayList<>();
    values.add(in(ip, row.getString(1)));
    values.add(family(ip));
    values.add(isPrivate(ip));
    values.add(flags == null ? null : TcpFlags.text(flags));
    values.add(has(flags, row.getString(3), row.getString(4)));
    values.add(flags == null ? null : (Object) ((flags & 0x12) == 0x12));
    values.add(number == null ? null : Protocol.named(number));
    values.add(
        number == null
            ? null
            : Objects.requireNonNullElse(Protocol.parse(number.toString()), Protocol.UNKNOWN));
    CONSTANTS.forEach(cidr -> values.add(in(ip, cidr)));
    return values;
  }

  private static Boolean in(String ip, String cidr) {
    if (ip == null || cidr == null) {
      return null;
    }
    try {
      return CidrBlock.parse(cidr).contains(IpAddress.parse(ip));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Integer family(String ip) {
    try {
      return ip == null ? null : IpAddress.parse(ip).isV4() ? 4 : 6;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** By the bits, as the RFCs write them. */
  private static Boolean isPrivate(String ip) {
    if (ip == null) {
      return null;
    }
    IpAddress address;
    try {
      address = IpAddress.parse(ip);
    } catch (IllegalArgumentException e) {
      return false;
    }
    long bits = address.low();
    return address.isV4()
        ? bits >> 24 == 10 || bits >> 20 == (172 << 4 | 1) || bits >> 16 == (192 << 8 | 168)
        : address.high() >>> 57 == 0xfc >> 1;
  }

  private static Boolean has(Integer flags, String mode, String names) {
    if (flags == null || mode == null || names == null) {
      return null;
    }
    int mask = TcpFlags.parseNames(names);
    return switch (mode) {
      case "all" -> (flags & mask) == mask;
      case "any" -> (flags & mask) != 0;
      case "none" -> (flags & mask) == 0;
      default -> flags == mask;
    };
  }

  private Row row() {
    return RowFactory.create(
        orNull(ip()),
        orNull(cidr()),
        orNull(random.nextInt(256)),
        orNull(List.of("all", "any", "none", "exact").get(random.nextInt(4))),
        orNull(names()),
        orNull(random.nextInt(-2, 260)));
  }

  private Object orNull(Object value) {
    return random.nextInt(12) == 0 ? null : value;
  }

  private String ip() {
    return switch (random.nextInt(6)) {
      case 0 -> v4();
      case 1 -> "10.%d.%d.1".formatted(random.nextInt(256), random.nextInt(256));
      case 2 ->
          List.of("172.16.0.1", "172.32.0.1", "192.168.4.5", "192.169.1.1", "::ffff:10.0.0.1")
              .get(random.nextInt(5));
      case 3 -> v6();
      case 4 -> v6().toUpperCase(java.util.Locale.ROOT);
      default -> List.of("", "nonsense", "10.0.0", "10.0.0.256", ":::").get(random.nextInt(5));
    };
  }

  private String v4() {
    return "%d.%d.%d.%d"
        .formatted(
            random.nextInt(256), random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  private String v6() {
    String first = List.of("2001:db8", "fd00:1", "fe80:0", "fc12:3").get(random.nextInt(4));
    return "%s:%x:0:0::%x".formatted(first, random.nextInt(65_536), random.nextInt(65_536));
  }

  private String cidr() {
    return random.nextBoolean()
        ? v4() + "/" + random.nextInt(33)
        : v6() + "/" + random.nextInt(129);
  }

  private String names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      names.add(NAMES.get(random.nextInt(NAMES.size())));
    }
    return String.join(",", names);
  }
}
