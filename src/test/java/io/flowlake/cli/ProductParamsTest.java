package io.flowlake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flowlake.filter.FilterText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters of the product's API, and the search that each is. */
class ProductParamsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dstPort=22&dstPortOp=eq | dest_port = 22",
        "dstPort=22 | dest_port = 22",
        "https://example.org/v2/audit/flow-logs?dstPort=22&srcNode=a?b | source_node = 'a\\?b' and dest_port = 22",
        "/v2/audit/flow-logs?dstPort=22 | dest_port = 22",
        "srcNode=a?b | source_node = 'a\\?b'",
        "?srcPort=1023&srcPortOp=gt | source_port > 1023",
        "srcPort=1023&srcPortOp=gte | source_port >= 1023",
        "srcPort=1023&srcPortOp=lt | source_port < 1023",
        "srcPort=1023&srcPortOp=lte | source_port <= 1023",
        "dstPort=53&dstPortOp=ne | dest_port != 53",
        "srcIp=10.1.4.7&dstIp=2001%3Adb8%3A%3A1 | source_ip = 10.1.4.7 and dest_ip = 2001:db8::1",
        "protocol=UDP | protocol = UDP",
        "protocol=tcp&dstPort= | protocol = TCP",
        "node=edge-1&srcNode=a*b&dstNode=it%27s+%22x%22 | node = edge-1 and source_node = 'a\\*b' and dest_node = 'it\\'s \"x\"'",
        "tcpFlags=2 | flags any [SYN]",
        "tcpFlags=2&tcpFlags=16 | flags any [SYN ACK]",
        "tcpFlags[]=1&tcpFlags[]=4 | flags any [FIN RST]",
        "tcpFlags=27 | flags any [SYN PSH ACK FIN]",
        "eTime=1793577600&eTimeOp=gte | end_time >= 2026-11-02T00:00Z",
        "sTime=1793491200&eTime=1793577600 | any --from 1793491200 --to 1793577600",
        "limit=500&reverse=true | any --limit 500 --order newest",
        "reverse=false | any --order oldest",
        "sort=destBytes:desc | any --order destBytes:desc",
        "'' | any"
      })
  void areTheSearch(String params, String search) {
    FilterParts parts = new FilterParts();
    String text = params.equals("''") ? "" : params;
    Map<String, String> words = ProductParams.read(text, parts);
    assertEquals(List.of(), parts.mistakes());
    int options = search.indexOf(" --");
    String filter = options < 0 ? search : search.substring(0, options);
    assertEquals(
        FilterText.canonical(FilterText.parse(filter).filter()),
        FilterText.canonical(parts.filter()));
    StringBuilder shown = new StringBuilder();
    words.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(word -> shown.append(" --" + word.getKey() + " " + word.getValue()));
    assertEquals(options < 0 ? "" : search.substring(options), shown.toString());
  }
}
