package io.flowlake.filter;

import io.flowlake.model.Excerpt;

/** A filter's text, as messages point into it: by line, column and a caret. */
final class SourceText {
  /** How much of a long line is shown: before the place, and from it on. */
  private static final int BEFORE = 40;

  private static final int AFTER = 60;

  private final int[] codePoints;

  SourceText(String text) {
    codePoints = text.codePoints().toArray();
  }

  /** The whole message for {@code misread}: where, why, the line, and carets below the place. */
  String located(Misread misread) {
    int start = Math.min(misread.start(), codePoints.length);
    int lineStart = lineStart(start);
    String place = "line " + line(lineStart) + ", column " + (start - lineStart + 1);
    return "Cannot read the filter at %s: %s\n%s"
        .formatted(place, misread.getMessage(), excerpt(lineStart, start, misread.end()));
  }

  /** Two lines: the text around the place, and the carets. */
  private String excerpt(int lineStart, int start, int end) {
    int lineEnd = lineEnd(start);
    int from = start - lineStart > BEFORE ? start - BEFORE : lineStart;
    int to = Math.min(lineEnd, start + AFTER);
    StringBuilder shown = new StringBuilder("  ");
    StringBuilder carets = new StringBuilder("  ");
    if (from > lineStart) {
      shown.append('…');
      carets.append(' ');
    }
    for (int i = from; i < to; i++) {
      shown.appendCodePoint(visible(codePoints[i]));
    }
    if (to < lineEnd) {
      shown.append('…');
    }
    carets
        .append(" ".repeat(start - from))
        .append("^".repeat(Math.max(1, Math.min(end, to) - start)));
    return shown + "\n" + carets;
  }

  private static int visible(int codePoint) {
    boolean broken = Character.getType(codePoint) == Character.SURROGATE;
    if (codePoint == '\t') {
      return ' ';
    }
    return broken || Excerpt.isInvisible(codePoint) ? '\uFFFD' : codePoint;
  }

  private int line(int lineStart) {
    int line = 1;
    for (int i = 0; i < lineStart; i++) {
      boolean first =
          codePoints[i] == '\r' && i + 1 < codePoints.length && codePoints[i + 1] == '\n';
      if (endsLine(i) && !first) {
        line++;
      }
    }
    return line;
  }

  private int lineStart(int at) {
    int start = at;
    while (start > 0 && !endsLine(start - 1)) {
      start--;
    }
    return start;
  }

  private int lineEnd(int at) {
    int end = at;
    while (end < codePoints.length && !endsLine(end)) {
      end++;
    }
    return end;
  }

  private boolean endsLine(int at) {
    return codePoints[at] == '\n' || codePoints[at] == '\r';
  }
}
