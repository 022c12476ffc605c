package io.flowlake.sql;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;

/**
 * What {@code DESCRIBE FUNCTION EXTENDED} tells of a function.
 *
 * @param name the function's name
 * @param signatures how it is called, without its name: {@code (ip, cidr)}
 * @param meaning a sentence
 * @param arguments an argument a line: its name, a dash, what it is
 * @param examples statements, each with what it returns, one line each
 */
record FunctionHelp(
    String name,
    List<String> signatures,
    String meaning,
    List<String> arguments,
    List<Example> examples) {
  private static final String SINCE = "0.1.0";

  /** A statement and its result. */
  record Example(String statement, String result) {}

  FunctionIdentifier identifier() {
    return new FunctionIdentifier(name);
  }

  /** The same as Spark has it; the indents are those of Spark's own functions. */
  ExpressionInfo info() {
    String usage =
        signatures.stream()
            .map(signature -> name + signature + " - " + meaning)
            .collect(Collectors.joining("\n    "));
    return new ExpressionInfo(
        FlowlakeExtensions.class.getName(),
        null,
        name,
        usage,
        "\n    Arguments:\n" + lines("      * ", arguments),
        "\n    Examples:\n" + exampleLines(),
        "",
        "",
        SINCE,
        "",
        "built-in");
  }

  private static String lines(String before, List<String> lines) {
    return lines.stream().map(line -> before + line + "\n").collect(Collectors.joining()) + "  ";
  }

  private String exampleLines() {
    return examples.stream()
            .map(
                example ->
                    "      > %s;\n       %s\n".formatted(example.statement(), example.result()))
            .collect(Collectors.joining())
        + "  ";
  }
}
