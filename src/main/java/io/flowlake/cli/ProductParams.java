package io.flowlake.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flowlake.filter.End;
import io.flowlake.filter.Filter;
import io.flowlake.filter.FilterValues;
import io.flowlake.filter.Glob;
import io.flowlake.filter.Quantity;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Nearest;
import io.flowlake.model.Numbers;
import io.flowlake.model.Sentence;
import io.flowlake.model.TcpFlags;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of the product's API ({@code GET /v2/audit/flow-logs}), as they stand in its URLs,
 * as a search. A parameter without a value counts as not given.
 */
final class ProductParams {
  private static final String OPTION = "--params";
  private static final String FLAGS = "tcpFlags";

  /** A URL, or its path, with parameters; a mark within them is one of their own. */
  private static final Pattern URL =
      Pattern.compile("(?:(?:[a-zA-Z]+://|/)[^?]*)?\\?(.*)", Pattern.DOTALL);

  /** In the order of docs/search.md. */
  private static final List<String> KNOWN =
      List.of(
          "node",
          "srcNode",
          "dstNode",
          "srcIp",
          "dstIp",
          "protocol",
          "srcPort",
          "srcPortOp",
          "dstPort",
          "dstPortOp",
          "sTime",
          "eTime",
          "eTimeOp",
          FLAGS,
          "limit",
          "sort",
          "reverse",
          "page");

  private static final Map<String, String> OPERATORS =
      Map.of("eq", "", "ne", "!=", "gt", ">", "gte", ">=", "lt", "<", "lte", "<=");

  private final FilterParts parts;
  private final Map<String, String> params = new LinkedHashMap<>();
  private final Map<String, String> words = new HashMap<>();

  private ProductParams(FilterParts parts) {
    this.parts = parts;
  }

  /**
   * Reads {@code text}: a URL, what follows its question mark, or that with the mark.
   *
   * @param parts takes the filter, and what is wrong
   * @return the time, order and limit, see {@link SearchWords}
   */
  static Map<String, String> read(String text, FilterParts parts) {
    ProductParams params = new ProductParams(parts);
    Matcher url = URL.matcher(text.strip());
    params.split(url.matches() ? url.group(1) : text.strip());
    params.translate();
    return params.words;
  }

  private void split(String text) {
    for (String assignment : text.split("&", -1)) {
      int equals = assignment.indexOf('=');
      String name = decoded(equals < 0 ? assignment : assignment.substring(0, equals));
      String value = equals < 0 ? "" : decoded(assignment.substring(equals + 1)).strip();
      name = name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
      if (!KNOWN.contains(name) && !assignment.isEmpty()) {
        refuse(name, "the product's API has no such parameter" + hint(name));
      } else if (!value.isEmpty()) {
        String earlier = params.put(name, value);
        if (earlier != null && name.equals(FLAGS)) {
          params.put(name, earlier + "," + value);
        } else if (earlier != null) {
          refuse(name, "it is there twice");
        }
      }
    }
  }

  private String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      parts.mistake(
          "Cannot use %s: '%s' is not percent-encoded as in a URL. Write %% as %%25."
              .formatted(OPTION, text));
      return "";
    }
  }

  private void translate() {
    literal("node", FlowColumn.NODE);
    literal("srcNode", FlowColumn.SOURCE_NODE);
    literal("dstNode", FlowColumn.DEST_NODE);
    parts.addParsed(
        shown("srcIp"), params.get("srcIp"), v -> FilterValues.addresses(End.SOURCE, v));
    parts.addParsed(shown("dstIp"), params.get("dstIp"), v -> FilterValues.addresses(End.DEST, v));
    port("srcPort", Quantity.SOURCE_PORT);
    port("dstPort", Quantity.DEST_PORT);
    parts.addParsed(shown("protocol"), params.get("protocol"), FilterValues::protocols);
    parts.add(shown(FLAGS), params.get(FLAGS), ProductParams::flags);
    times();
    order();
    TimeOptions.put(words, SearchWords.LIMIT, params.get("limit"));
    if (params.containsKey("page")) {
      refuse(
          "page", "it is a place in an answer of the product. Leave it out and use --after CURSOR");
    }
  }

  private void literal(String name, FlowColumn column) {
    parts.add(
        shown(name),
        params.get(name),
        v -> new Filter.TextLike(column, List.of(Glob.literally(v))));
  }

  private void port(String name, Quantity quantity) {
    String operator = operator(name);
    parts.addParsed(
        shown(name),
        params.get(name),
        value -> FilterValues.ranges(quantity, operator + Numbers.parsePort(value)));
  }

  /** The operator that goes with parameter {@code name}; "" is that of equality. */
  private String operator(String name) {
    String operator = params.get(name + "Op");
    if (operator == null) {
      return "";
    }
    if (!params.containsKey(name)) {
      refuse(name + "Op", "there is no " + name + " to compare with");
    }
    String sign = OPERATORS.get(operator);
    if (sign == null) {
      refuse(name + "Op", "'" + operator + "' is none of eq, ne, gt, gte, lt, lte");
    }
    return sign == null ? "" : sign;
  }

  /** The API says that a flow must have one of the flags. */
  private static Filter flags(String value) {
    int mask = 0;
    for (String number : value.split(",", -1)) {
      mask |= TcpFlags.parseNumber(number);
    }
    if (mask == 0) {
      throw new IllegalArgumentException("'" + value + "' names no flag");
    }
    return new Filter.FlagsAny(FlowColumn.TCP_FLAGS, mask);
  }

  /**
   * Alone, the end of the window bounds the start of flows, as {@code --to} does; with an operator,
   * the flow's own end is compared with it.
   */
  private void times() {
    TimeOptions.put(words, SearchWords.FROM, params.get("sTime"));
    String sign = operator("eTime");
    if (params.containsKey("eTimeOp")) {
      parts.addParsed(
          shown("eTime"),
          params.get("eTime"),
          value -> FilterValues.ranges(Quantity.END_TIME, sign + value));
    } else {
      TimeOptions.put(words, SearchWords.TO, params.get("eTime"));
    }
  }

  private void order() {
    String sort = params.get("sort");
    String reverse = params.get("reverse");
    if (sort != null && reverse != null) {
      refuse("reverse", "sort gives an order as well. Leave one out");
    } else if (sort != null && sort.replaceFirst(":.*", "").equals("port")) {
      refuse("sort", "'port' may be the one or the other. Write srcPort or dstPort");
    } else if (reverse != null && !Set.of("true", "false").contains(reverse)) {
      refuse("reverse", "'" + reverse + "' is neither true nor false");
    } else if (reverse != null) {
      words.put(SearchWords.ORDER, reverse.equals("true") ? "newest" : "oldest");
    } else {
      TimeOptions.put(words, SearchWords.ORDER, sort);
    }
  }

  private void refuse(String name, String why) {
    parts.mistake(Sentence.of("Cannot use %s: %s".formatted(shown(name), why)));
  }

  private static String shown(String name) {
    return name + " of " + OPTION;
  }

  private static String hint(String name) {
    return Nearest.of(name, KNOWN)
        .map(". Did you mean %s?"::formatted)
        .orElse(". There are " + String.join(", ", KNOWN));
  }
}
