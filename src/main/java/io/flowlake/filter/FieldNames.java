package io.flowlake.filter;

import io.flowlake.model.Excerpt;
import io.flowlake.model.FlowColumn;
import io.flowlake.model.Nearest;
import io.flowlake.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds fields: by the words of the language, and by every name that {@link FlowColumn} knows. */
final class FieldNames {
  /** What else may stand where a name is expected. */
  private static final List<String> TEST_WORDS =
      List.of("open", "defunct", "active", "any", "src", "dst", "sent", "recv", "flags", "not");

  private static final int PORT_DIGITS = 5;

  private FieldNames() {}

  /**
   * The field that {@code word} names.
   *
   * @throws IllegalArgumentException when there is none, with the nearest name
   */
  static Field named(Side side, String word) {
    Field field = side.names().get(word.toLowerCase(Locale.ROOT));
    if (field == null && side == Side.NONE) {
      field = FlowColumn.named(word).map(Field::of).orElse(null);
    }
    if (field == null) {
      throw new IllegalArgumentException(unknown(side, word));
    }
    return field;
  }

  private static String unknown(Side side, String word) {
    String test = asTest(side, word);
    if (test != null) {
      return "%s is no name. Write '%s'.".formatted(Excerpt.quoted(word), test);
    }
    List<String> names = new ArrayList<>(side.names().keySet());
    String known = String.join(", ", names);
    if (side == Side.NONE) {
      known += ", and the columns " + FlowColumn.names();
      FlowColumn.all().forEach(column -> names.addAll(column.everyName()));
      names.removeIf(name -> name.indexOf(' ') >= 0);
      names.addAll(TEST_WORDS);
    }
    String advice = "Known are: " + known + ".";
    return "%s is no name that is known%s. %s"
        .formatted(
            Excerpt.quoted(word),
            side == Side.NONE ? "" : " after '" + side.word() + "'",
            Nearest.ignoringCase(word, names).map("Did you mean '%s'?"::formatted).orElse(advice));
  }

  /** What somebody meant who wrote a value without its name; null when it is no such value. */
  private static @Nullable String asTest(Side side, String word) {
    boolean digits = word.chars().allMatch(c -> c >= '0' && c <= '9');
    if (side == Side.SENT || side == Side.RECEIVED) {
      return digits ? side.before("bytes " + word) : null;
    }
    if (isAddress(word)) {
      return side.before("ip " + word);
    }
    if (digits && word.length() <= PORT_DIGITS) {
      return side.before("port " + word);
    }
    return side == Side.NONE && Protocol.parse(word) != null ? "proto " + word : null;
  }

  private static boolean isAddress(String word) {
    try {
      AddressForm.block(word);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
