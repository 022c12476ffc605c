package io.flowlake.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.flowlake.filter.Glob;
import io.flowlake.model.CidrBlock;
import io.flowlake.model.IpAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.4.7,         10.1.4.7,       false",
    "10.0.0.0/8,       10.,            10/",
    "10.1.0.0/16,      10.1.,          10.1/",
    "10.0.0.0/12,      10.0.,          10.9/",
    "172.16.0.0/12,    172.16.,        172.31/",
    "10.1.4.96/27,     10.1.4.100,     10.1.4.9:",
    "0.0.0.0/0,        '',             ",
    "::/0,             '',             ",
    "2001:db8::/32,    2001:db8:,      2001:db8;",
    "2001:db8:1::/48,  2001:db8:1:,    2001:db8:1;",
    "2001:db8::/48,    2001:db8:,      2001:db8;",
    "fe80::/10,        fe80,           febg",
    "2a00:1:5::/64,    2a00:1:5:,      2a00:1:5;"
  })
  void aBlockIsARangeOfTexts(String block, String low, String end) {
    TextRange range = TextRange.of(CidrBlock.parse(block));
    assertEquals(low, range.low());
    assertEquals("false".equals(end) ? low + "\u0000" : end, range.end());
  }

  @Test
  void everyAddressOfABlockIsInItsRange() {
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      IpAddress address = address(random);
      CidrBlock block = new CidrBlock(address, random.nextInt(address.isV4() ? 33 : 129));
      TextRange range = TextRange.of(block);
      String text = address.text();
      assertTrue(range.meets(text, text) && range.covers(text, text), block + " " + range);
      AddressSet set = new AddressSet(List.of(block));
      assertTrue(set.contains(text), block + " has not " + text);
      assertEquals(Coverage.ALL, set.coverage(text, text));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.9.9.9, ALL",
    "10.,      10.x,     SOME",
    "10.0.0.1, 10.x,     SOME",
    "10.,      10.9.9.9, SOME",
    "11.0.0.1, 12.0.0.1, NONE"
  })
  void onlyAddressesAreSurelyInABlock(String min, String max, Coverage coverage) {
    AddressSet set = new AddressSet(List.of(CidrBlock.parse("10.0.0.0/8")));
    assertEquals(coverage, set.coverage(min, max));
  }

  @Test
  void aPrefixEndsBeforeTheNextText() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      String prefix = text(random);
      String text = prefix + text(random);
      TextRange range = TextRange.of(new Glob(Glob.literally(prefix).pattern() + "*"));
      assertTrue(range.covers(text, text), range + " has not " + text);
      String other = text(random);
      if (!other.startsWith(prefix)) {
        assertTrue(!range.meets(other, other), range + " has " + other);
      }
    }
  }

  @Test
  void halfACharacterAtTheEndLeavesNothingOut() {
    for (String prefix : List.of("\ud83d", "a\ud83d", "a\ud83d\ud83d", "a\ude80", "\udbff")) {
      TextRange range = TextRange.of(new Glob(prefix + "*"));
      for (String more : List.of("", "x", "\ude80", "\udfff\ud7ff", "\uffff")) {
        String text = prefix + more;
        assertTrue(range.covers(text, text), range + " has not " + text);
      }
    }
    assertEquals(new TextRange("a🚀", "a🚁"), TextRange.of(new Glob("a🚀*")));
  }

  /** With long runs of zeros, which canonical IPv6 text leaves out. */
  private static IpAddress address(Random random) {
    if (random.nextInt(3) == 0) {
      return new IpAddress(true, 0, random.nextInt() & 0xFFFF_FFFFL);
    }
    IpAddress address =
        new IpAddress(false, random.nextLong() & mask(random), random.nextLong() & mask(random));
    return IpAddress.parse(address.text());
  }

  private static long mask(Random random) {
    long mask = 0;
    for (int group = 0; group < 4; group++) {
      int bits = random.nextInt(3) == 0 ? 0 : 0xFFFF >>> random.nextInt(16);
      mask = mask << 16 | bits;
    }
    return mask;
  }

  private static String text(Random random) {
    String characters = "ab*?\\\u007f\ud7ff\ue000\uffff\udbff\udfff";
    int[] codePoints = characters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(4); length > 0; length--) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }
}
