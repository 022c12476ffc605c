package io.flowlake.dump;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small pieces of JSON text, as the {@code meta} column holds them. */
final class JsonText {
  private JsonText() {}

  /** {@code text} as a JSON string literal, with its quotes. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 2);
    appendLiteral(literal, text);
    return literal.toString();
  }

  static void appendLiteral(StringBuilder json, String text) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }

  /** Adds a member to an object that is being written without its closing brace. */
  static void appendMember(StringBuilder object, String name, String valueJson) {
    object.append(object.isEmpty() ? '{' : ',');
    appendLiteral(object, name);
    object.append(':').append(valueJson);
  }

  /** The members of a JSON object, each value as it is written; null when {@code text} is none. */
  static @Nullable Map<String, String> members(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) <= ' ') {
      first++;
    }
    if (first == text.length() || text.charAt(first) != '{') {
      return null;
    }
    try (JsonParser parser = JsonCursor.FACTORY.createParser(text)) {
      parser.nextToken();
      Map<String, String> members = new LinkedHashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        members.put(name, value(parser, text));
      }
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null
          ? members
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static String value(JsonParser parser, String text) throws IOException {
    parser.nextToken();
    int begin = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    int end = (int) parser.currentLocation().getCharOffset();
    return text.substring(begin, end).strip();
  }
}
