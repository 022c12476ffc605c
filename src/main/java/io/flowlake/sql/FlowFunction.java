package io.flowlake.sql;

import io.flowlake.lake.AddressTest;
import io.flowlake.sql.FunctionCall.Method;
import io.flowlake.sql.FunctionHelp.Example;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;

/** The functions of flows in SQL, with their help. Each is null where an argument is. */
enum FlowFunction {
  IP_IN_CIDR(
      "(ip, cidr)",
      "Returns whether the address lies in the block; text that is no address lies in none.",
      List.of(
          "ip - text of an IPv4 or IPv6 address; an IPv4-mapped one is the IPv4 address",
          "cidr - a block such as '10.0.0.0/8' or '2001:db8::/32', or one address"),
      new Example("SELECT _FUNC_('10.1.4.7', '10.0.0.0/8')", "true"),
      new Example("SELECT _FUNC_('2001:db8::1', '10.0.0.0/8')", "false")) {
    @Override
    Method method(List<Expression> arguments) {
      String cidr = constant(arguments.get(1));
      return cidr == null
          ? invoking(IpFunctions.class, "inCidr", List.of(TEXT, TEXT), DataTypes.BooleanType)
          : prepared(new AddressTest(List.of(IpFunctions.block(cidr))), List.of(TEXT, TEXT));
    }
  },
  IP_FAMILY(
      "(ip)",
      "Returns 4 or 6, the version of the address; null for text that is no address.",
      List.of("ip - text of an IPv4 or IPv6 address; an IPv4-mapped one is the IPv4 address"),
      new Example("SELECT _FUNC_('10.1.4.7')", "4"),
      new Example("SELECT _FUNC_('fe80::1')", "6")) {
    @Override
    Method method(List<Expression> arguments) {
      return invoking(IpFunctions.class, "family", List.of(TEXT), DataTypes.IntegerType);
    }
  },
  IS_PRIVATE_IP(
      "(ip)",
      "Returns whether the address is private: of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (RFC 1918), or of fc00::/7 (RFC 4193).",
      List.of(
          "ip - text of an IPv4 or IPv6 address; loopback, link-local (RFC 3927, RFC 4291) and shared (RFC 6598) ones are not private"),
      new Example("SELECT _FUNC_('172.16.9.20')", "true"),
      new Example("SELECT _FUNC_('169.254.1.1')", "false")) {
    @Override
    Method method(List<Expression> arguments) {
      return prepared(IpFunctions.PRIVATE, List.of(TEXT));
    }
  },
  TCP_FLAGS_TEXT(
      "(flags)",
      "Returns the names of the flags with a space between them, empty for none; null for what is outside 0 to 255.",
      List.of("flags - bit mask: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128"),
      new Example("SELECT _FUNC_(27)", "SYN PSH ACK FIN"),
      new Example("SELECT _FUNC_(2)", "SYN")) {
    @Override
    Method method(List<Expression> arguments) {
      return invoking(NameFunctions.class, "flagsText", List.of(NUMBER), DataTypes.StringType);
    }
  },
  TCP_FLAGS_HAS(
      "(flags, mode, names)",
      "Returns whether the flags that were seen are such as asked for.",
      List.of(
          "flags - bit mask: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128",
          "mode - 'all' (of the names are set), 'any' (one at least), 'none', or 'exact' (these and no others)",
          "names - names of flags by comma, 'SYN,ACK', or letters, 'SA'"),
      new Example("SELECT _FUNC_(18, 'all', 'SYN,ACK')", "true"),
      new Example("SELECT _FUNC_(18, 'exact', 'S')", "false")) {
    @Override
    Method method(List<Expression> arguments) {
      String mode = constant(arguments.get(1));
      String names = constant(arguments.get(2));
      List<AbstractDataType> inputs = List.of(NUMBER, TEXT, TEXT);
      return mode == null || names == null
          ? invoking(NameFunctions.class, "flagsHave", inputs, DataTypes.BooleanType)
          : prepared(NameFunctions.flagsTest(mode, names), inputs);
    }
  },
  FLOW_FLAGS_TEXT(
      "(flags)",
      "Returns the names of the set bits that say why a flow was blocked or rejected, with a space between them; empty for none.",
      List.of(
          "flags - bit mask: 65536 no_acl_match, 131072 no_rule_match, 262144 no_route, 524288 invalid_tcp, 67108864 tls_expired, 134217728 tls_name_mismatch, 268435456 tls_self_signed, 536870912 tls_mutual_auth_required; other bits have no name"),
      new Example("SELECT _FUNC_(262144)", "no_route"),
      new Example("SELECT _FUNC_(196608)", "no_acl_match no_rule_match")) {
    @Override
    Method method(List<Expression> arguments) {
      return invoking(NameFunctions.class, "flowFlagsText", List.of(NUMBER), DataTypes.StringType);
    }
  },
  PROTOCOL_NAME(
      "(protocol)",
      "Returns the name of the IP protocol as flows have it; UNKNOWN for what the IANA registry does not have.",
      List.of("protocol - an IANA number, or text: a number, or a name in any case"),
      new Example("SELECT _FUNC_(6)", "TCP"),
      new Example("SELECT _FUNC_('icmp6')", "IPv6-ICMP")) {
    @Override
    Method method(List<Expression> arguments) {
      boolean text = arguments.get(0).dataType() instanceof StringType;
      return text
          ? invoking(NameFunctions.class, "protocolCalled", List.of(TEXT), DataTypes.StringType)
          : invoking(
              NameFunctions.class, "protocolNumbered", List.of(NUMBER), DataTypes.StringType);
    }
  };

  private static final AbstractDataType TEXT = DataTypes.StringType;
  private static final AbstractDataType NUMBER = DataTypes.LongType;

  private final String signature;
  private final FunctionHelp help;

  FlowFunction(String signature, String meaning, List<String> arguments, Example... examples) {
    this.signature = signature;
    this.help =
        new FunctionHelp(
            name().toLowerCase(Locale.ROOT),
            List.of(signature),
            meaning,
            arguments,
            List.of(examples));
  }

  FunctionHelp help() {
    return help;
  }

  /**
   * A call of the function.
   *
   * @throws RuntimeException an {@link org.apache.spark.sql.AnalysisException}, when the arguments
   *     are too few or many, or a constant one cannot be used
   */
  Expression call(List<Expression> arguments) {
    if (arguments.size() != help.arguments().size()) {
      throw Refusal.because(
          "Cannot call %s with %d of its %d arguments. Write %s%s."
              .formatted(
                  help.name(), arguments.size(), help.arguments().size(), help.name(), signature));
    }
    try {
      return new FunctionCall(help.name(), method(arguments), arguments);
    } catch (IllegalArgumentException e) {
      throw Refusal.because(String.valueOf(e.getMessage()));
    }
  }

  /** How the function is computed for {@code arguments}, as many as it has. */
  abstract Method method(List<Expression> arguments);

  /** The text of a constant; null for one that is NULL, and for what is not constant. */
  private static @Nullable String constant(Expression argument) {
    return argument.dataType() instanceof StringType && Arguments.isConstant(argument)
        ? Arguments.text(argument)
        : null;
  }

  private static Method invoking(
      Class<?> owner, String name, List<AbstractDataType> inputs, DataType result) {
    return new Method(owner, name, inputs, result, null);
  }

  /** A test that was made of the constant arguments. */
  private static Method prepared(Serializable test, List<AbstractDataType> inputs) {
    return new Method(test.getClass(), "matches", inputs, DataTypes.BooleanType, test);
  }
}
