package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.model.Flow;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Times;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page holds all it needs, fetches nothing, and nothing in the data becomes markup. */
class HtmlPageTest {
  private static final Set<String> ELEMENTS =
      Set.of(
          "html",
          "head",
          "meta",
          "title",
          "style",
          "body",
          "h1",
          "dl",
          "dt",
          "dd",
          "figure",
          "figcaption",
          "svg",
          "rect",
          "text",
          "div",
          "table",
          "thead",
          "tbody",
          "tr",
          "th",
          "td");

  private static final List<String> ATTACKS =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "</title></style><iframe src=//evil.example>",
          "'onmouseover='alert(1)",
          "<!--",
          "]]>",
          "&lt;b&gt;",
          "\u0000\u001b[2J\u202e");

  @Test
  void dataIsNeverMarkup() {
    List<Flow> flows = new ArrayList<>();
    for (String attack : ATTACKS) {
      flows.add(flow(attack, 60L * flows.size(), 1_000L * (flows.size() + 1)));
    }
    String page = page(flows, Map.of("Filter", ATTACKS.toString(), "<b>", "x"));
    Set<String> elements = new TreeSet<>();
    Matcher tags = Pattern.compile("<(?!!DOCTYPE html>)/?([^\\s>]*)").matcher(page);
    while (tags.find()) {
      elements.add(tags.group(1));
    }
    assertEquals(new TreeSet<>(ELEMENTS), elements);
    assertTrue(page.contains("<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>"), page);
    assertTrue(page.contains("<td>&amp;lt;b&amp;gt;</td>"), page);
    assertTrue(page.contains("\\u0000\\u001b[2J\\u202e"), page);
    assertFalse(
        Pattern.compile("<[^>]*\\s(on\\w+|href|src|style)\\s*=").matcher(page).find(), page);
    assertFalse(page.contains("url("), page);
    assertTrue(page.contains("default-src 'none'"), "the browser may fetch nothing");
  }

  @Test
  void chartsShowTheTableAndAddUp() {
    List<Flow> flows = List.of(flow("a", 0, 10), flow("a", 1, 20), flow("b", 3_600, 70));
    List<BarChart> charts = FlowCharts.of(flows, TimeText.UTC);
    assertEquals(2, charts.size());
    assertEquals(
        100, charts.get(0).bars().stream().mapToDouble(BarChart.Bar::value).sum(), "over time");
    assertEquals("1970-01-01T00:00:00.000Z", charts.get(0).bars().get(0).label());
    assertEquals(
        List.of("10.0.0.1 100 B"),
        charts.get(1).bars().stream().map(bar -> bar.label() + " " + bar.shown()).toList());
    assertEquals(List.of(), FlowCharts.of(List.of(), TimeText.UTC));
    String page = page(flows, Map.of());
    assertEquals(2, page.split("<svg ", -1).length - 1);
    assertEquals(
        charts.get(0).bars().size() + charts.get(1).bars().size(),
        page.split("<rect ", -1).length - 1);
  }

  @Test
  void extremesStayOnTheChart() {
    List<Flow> flows =
        List.of(
            flow("a", Times.MIN_MICROS / 1_000_000, Long.MAX_VALUE),
            flow("a", Times.MAX_MICROS / 1_000_000, Long.MIN_VALUE));
    BarChart chart = FlowCharts.of(flows, TimeText.UTC).get(0);
    assertTrue(chart.bars().size() <= 60, chart.bars().size() + " bars");
    assertFalse(chart.html().contains("height=\"-"), chart.html());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000000",
    "57000000, 1000000",
    "60000000, 5000000",
    "3600000000, 300000000",
    "86400000000, 3600000000",
    "2592000000000, 86400000000"
  })
  void stepsAreThoseThatPeopleCountIn(long whole, long step) {
    assertEquals(step, FlowCharts.step(whole));
  }

  @Test
  void barsOnATerminal() {
    BarChart chart =
        new BarChart(
            "Bytes",
            BarChart.Shape.COLUMNS,
            List.of(
                new BarChart.Bar("one", 10, "10 B"),
                new BarChart.Bar("\u001b[31m", 5, "5 B"),
                new BarChart.Bar("three", 0, "0 B")));
    assertEquals(
        List.of(
            "one         " + "▇".repeat(40) + " 10 B",
            "\\u001b[31m  " + "▇".repeat(20) + " 5 B",
            "three        0 B"),
        chart.lines(Colours.OFF));
  }

  private static String page(List<Flow> flows, Map<String, String> facts) {
    StringWriter out = new StringWriter();
    new HtmlPage(facts, FlowCharts.of(flows, TimeText.UTC), TimeText.UTC)
        .write(
            Grid.of(flows, List.of(FlowColumn.NODE, FlowColumn.META, FlowColumn.SENT_BYTES)),
            new PrintWriter(out));
    return out.toString();
  }

  private static Flow flow(String text, long second, long sent) {
    return new Flow(
        text,
        second * 1_000_000,
        null,
        "TCP",
        text,
        "10.0.0.1",
        null,
        null,
        "10.0.0.2",
        null,
        null,
        sent,
        null,
        null,
        null,
        text);
  }
}
