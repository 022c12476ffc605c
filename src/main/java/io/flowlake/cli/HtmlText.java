package io.flowlake.cli;

/** Text of any origin as the content of an HTML element or of a quoted attribute. */
final class HtmlText {
  private HtmlText() {}

  /** The text with nothing in it that is markup, a control character or turns the reading order. */
  static String of(String text) {
    String visible = VisibleText.line(text);
    StringBuilder out = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
