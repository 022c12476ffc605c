package io.flowlake.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page that holds all it shows: it opens from a disk without network, runs no script, and its
 * policy forbids the browser to fetch anything, whatever the data say.
 */
final class HtmlPage implements GridFormat {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <title>Flow logs</title>
      <style>
      body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5em; color: #1c2733; background: #fff }
      h1 { font-size: 1.4em; margin: 0 0 .5em }
      dl { display: grid; grid-template-columns: max-content auto; gap: .1em 1em; margin: 0 0 1em }
      dt { color: #5b6b7b } dd { margin: 0; font-family: ui-monospace, monospace; overflow-wrap: anywhere }
      figure { display: inline-block; margin: 0 2em 1em 0 } figcaption { font-weight: 600; margin-bottom: .3em }
      svg rect { fill: #2f6fde } svg text { font: 11px system-ui, sans-serif; fill: #5b6b7b }
      .wide { overflow-x: auto } table { border-collapse: collapse; font: 12px ui-monospace, monospace }
      th, td { padding: .15em .6em; text-align: left; white-space: nowrap; border-bottom: 1px solid #e3e8ee }
      th { position: sticky; top: 0; background: #f3f6f9 } .n { text-align: right }
      @media (prefers-color-scheme: dark) {
      body { background: #14191f; color: #dbe3ea } th { background: #1e262e } th, td { border-color: #2a343e }
      svg rect { fill: #6ea0ff } dt, svg text { color: #93a3b3; fill: #93a3b3 } }
      </style>
      </head>
      <body>
      <h1>Flow logs</h1>
      """;

  private final Map<String, String> facts;
  private final List<BarChart> charts;
  private final TableFormat texts;

  /**
   * A page.
   *
   * @param facts what was asked and what came of it, in the order to show
   * @param charts shown above the table
   */
  HtmlPage(Map<String, String> facts, List<BarChart> charts, TimeText times) {
    this.facts = facts;
    this.charts = charts;
    this.texts = new TableFormat(times, Colours.OFF);
  }

  @Override
  public void write(Grid grid, PrintWriter out) {
    out.print(HEAD);
    out.print("<dl>\n");
    facts.forEach(
        (name, value) ->
            out.print("<dt>" + HtmlText.of(name) + "</dt><dd>" + HtmlText.of(value) + "</dd>\n"));
    out.print("</dl>\n");
    charts.forEach(chart -> out.print(chart.html()));
    out.print("<div class=\"wide\"><table>\n<thead><tr>");
    for (Heading heading : grid.headings()) {
      cell("th", heading.kind(), heading.title(), out);
    }
    out.print("</tr></thead>\n<tbody>\n");
    for (List<@Nullable Object> row : grid.rows()) {
      out.print("<tr>");
      for (int i = 0; i < row.size(); i++) {
        CellKind kind = grid.headings().get(i).kind();
        cell("td", kind, texts.text(kind, row.get(i)), out);
      }
      out.print("</tr>\n");
    }
    out.print("</tbody>\n</table></div>\n</body>\n</html>\n");
  }

  private static void cell(String element, CellKind kind, String text, PrintWriter out) {
    out.append('<')
        .append(element)
        .append(kind.isRightAligned() ? " class=\"n\">" : ">")
        .append(HtmlText.of(text))
        .append("</")
        .append(element)
        .append('>');
  }
}
