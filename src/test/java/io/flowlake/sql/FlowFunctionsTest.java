package io.flowlake.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.SparkFixture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The functions of flows as statements call them: results, mistakes, help. */
class FlowFunctionsTest {
  private final SparkSession spark = SparkFixture.newSession();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "NULL",
      value = {
        "ip_in_cidr('10.1.4.7', '10.0.0.0/8') | true",
        "ip_in_cidr('11.1.4.7', '10.0.0.0/8') | false",
        "ip_in_cidr('2001:DB8:0::1', '2001:db8::/32') | true",
        "ip_in_cidr('::ffff:10.0.0.1', '10.0.0.0/8') | true",
        "ip_in_cidr('10.0.0.1', '10.0.0.1') | true",
        "ip_in_cidr('nonsense', '0.0.0.0/0') | false",
        "ip_in_cidr(NULL, '10.0.0.0/8') | NULL",
        "ip_in_cidr('10.0.0.1', NULL) | NULL",
        "ip_in_cidr('10.0.0.1', concat('10.0.0.0', '/', 8)) | true",
        "ip_family('10.1.4.7') | 4",
        "ip_family('fe80::1') | 6",
        "ip_family('::ffff:10.0.0.1') | 4",
        "ip_family('nonsense') | NULL",
        "ip_family(NULL) | NULL",
        "is_private_ip('172.31.255.255') | true",
        "is_private_ip('172.32.0.0') | false",
        "is_private_ip('fd00::1') | true",
        "is_private_ip('fe80::1') | false",
        "is_private_ip('100.64.0.1') | false",
        "is_private_ip(NULL) | NULL",
        "tcp_flags_text(27) | SYN PSH ACK FIN",
        "tcp_flags_text(0) | \"\"",
        "tcp_flags_text(256) | NULL",
        "tcp_flags_text(-1) | NULL",
        "tcp_flags_text(CAST(2 AS TINYINT)) | SYN",
        "tcp_flags_text(18L) | SYN ACK",
        "tcp_flags_text(NULL) | NULL",
        "flow_flags_text(262144) | no_route",
        "flow_flags_text(536936448L) | no_acl_match tls_mutual_auth_required",
        "flow_flags_text(0) | \"\"",
        "flow_flags_text(1) | \"\"",
        "flow_flags_text(NULL) | NULL",
        "tcp_flags_has(18, 'all', 'SYN,ACK') | true",
        "tcp_flags_has(2, 'all', 'SYN,ACK') | false",
        "tcp_flags_has(2, 'any', 'SA') | true",
        "tcp_flags_has(16, 'none', 'SYN') | true",
        "tcp_flags_has(18, 'EXACT', 'SYN') | false",
        "tcp_flags_has(0, 'exact', '0') | true",
        "tcp_flags_has(NULL, 'all', 'SYN') | NULL",
        "tcp_flags_has(18, NULL, 'SYN') | NULL",
        "protocol_name(6) | TCP",
        "protocol_name(255) | UNKNOWN",
        "protocol_name(-1) | UNKNOWN",
        "protocol_name(4294967302) | UNKNOWN",
        "protocol_name('17') | UDP",
        "protocol_name('icmp6') | IPv6-ICMP",
        "protocol_name('no such') | UNKNOWN",
        "protocol_name(CAST(NULL AS STRING)) | NULL",
        "protocol_name(NULL) | NULL",
      })
  void aCallGives(String call, String expected) {
    assertEquals(expected, value("SELECT " + call));
    // The same where nothing is constant, and so nothing is computed while planning.
    String arguments = call.substring(call.indexOf('(') + 1, call.lastIndexOf(')'));
    if (!arguments.contains("concat") && !arguments.contains("CAST")) {
      int count = arguments.split(", ", -1).length;
      String names =
          IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
      assertEquals(
          expected,
          value(
              "SELECT %s(%s) FROM (SELECT * FROM VALUES (%s), (%s) AS t(%s) LIMIT 1)"
                  .formatted(
                      call.substring(0, call.indexOf('(')), names, arguments, arguments, names)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ip_in_cidr('10.0.0.1', '10.0.0/8') | Cannot use the CIDR block '10.0.0/8': '10.0.0' is not an IPv4 or IPv6 address. Write ADDRESS/LENGTH, such as 10.0.0.0/8 or 2001:db8::/32.",
        "ip_in_cidr('10.0.0.1', '10.0.0.0/33') | Cannot use the CIDR block '10.0.0.0/33': prefix length 33 of 10.0.0.0 is outside 0 to 32. Write ADDRESS/LENGTH, such as 10.0.0.0/8 or 2001:db8::/32.",
        "ip_in_cidr('10.0.0.1') | Cannot call ip_in_cidr with 1 of its 2 arguments. Write ip_in_cidr(ip, cidr).",
        "tcp_flags_has(18, 'al', 'SYN') | Cannot test TCP flags for al 'SYN': 'al' is no way to combine flags. Did you mean 'all'? Write all, any, none or exact.",
      })
  void aMistakeIsToldInWords(String call, String message) {
    AnalysisException refused =
        assertThrows(AnalysisException.class, () -> spark.sql("SELECT " + call));
    assertEquals(message + "; line 1 pos 7", refused.getSimpleMessage());
  }

  @Test
  void aBadBlockInARowIsNamed() {
    Exception failure =
        assertThrows(
            Exception.class,
            () ->
                spark
                    .sql(
                        "SELECT ip_in_cidr('10.0.0.1', b) FROM (SELECT concat('10.0.0.0/', id) AS b FROM range(30, 40))")
                    .collectAsList());
    assertTrue(
        String.valueOf(failure).contains("Cannot use the CIDR block '10.0.0.0/3"),
        String.valueOf(failure));
  }

  @ParameterizedTest
  @EnumSource
  void helpIsThere(FlowFunction function) {
    String help = described(function.help().name());
    assertTrue(help.contains("Function: " + function.help().name()), help);
    assertTrue(help.contains("Usage: " + function.help().name() + "("), help);
    assertTrue(help.contains("Arguments:") && help.contains("Since: 0.1.0"), help);
  }

  @ParameterizedTest
  @EnumSource
  void theExamplesOfTheHelpAreTrue(FlowFunction function) {
    for (FunctionHelp.Example example : function.help().examples()) {
      String name = function.help().name();
      assertEquals(example.result(), value(example.statement().replace("_FUNC_", name)), name);
    }
  }

  @Test
  void columnsAreCalledAsTheyWereWritten() {
    assertEquals(
        "ip_in_cidr(10.0.0.1, 10.0.0.0/8)",
        spark.sql("SELECT ip_in_cidr('10.0.0.1', '10.0.0.0/8')").columns()[0]);
  }

  private String described(String function) {
    return spark.sql("DESCRIBE FUNCTION EXTENDED " + function).collectAsList().stream()
        .map(row -> row.getString(0))
        .collect(Collectors.joining("\n"));
  }

  private String value(String statement) {
    Object value = spark.sql(statement).collectAsList().get(0).get(0);
    return value == null ? null : value.toString();
  }
}
