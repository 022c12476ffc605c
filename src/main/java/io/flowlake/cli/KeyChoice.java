package io.flowlake.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where the keys of a target come from, as {@code --keys} says it.
 *
 * @param kind of place
 * @param argument the profile's name or the credential provider's URI; empty for the others
 */
record KeyChoice(Kind kind, String argument) {
  /** The places that keys can come from. */
  enum Kind {
    /** AWS's own chain: environment, profile, role of the machine. */
    DEFAULT,
    /** {@code AWS_ACCESS_KEY_ID} and the like. */
    ENV,
    /** A named AWS profile. */
    PROFILE,
    /** A Hadoop credential provider that somebody else filled. */
    HADOOP,
    /** They are asked for now, and kept in a file that its user alone may read. */
    FILE,
    /** They are asked for now, and kept in a Hadoop credential store of ours. */
    JCEKS;

    boolean hasArgument() {
      return this == PROFILE || this == HADOOP;
    }
  }

  /** Whether they have to be asked for. */
  boolean isAsked() {
    return kind == Kind.FILE || kind == Kind.JCEKS;
  }

  /** {@code env}, {@code profile:lab}, and so on. */
  static final class Converter implements ITypeConverter<KeyChoice> {
    @Override
    public KeyChoice convert(String text) {
      int colon = text.indexOf(':');
      String word = colon < 0 ? text : text.substring(0, colon);
      String argument = colon < 0 ? "" : text.substring(colon + 1);
      for (Kind kind : Kind.values()) {
        boolean named = kind.name().toLowerCase(Locale.ROOT).equals(word);
        if (named
            && kind.hasArgument() == !argument.isBlank()
            && (colon >= 0) == kind.hasArgument()) {
          return new KeyChoice(kind, argument);
        }
      }
      throw new TypeConversionException(
          "it is none of default, env, profile:NAME, hadoop:URI, file, jceks");
    }
  }
}
