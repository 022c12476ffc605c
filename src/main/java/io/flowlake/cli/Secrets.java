package io.flowlake.cli;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps secrets out of what is printed. */
final class Secrets {
  /** Says where keys come from; some take it for the place of a key. */
  static final String KEYS_OPTION = "--keys";

  private static final String STARS = "****";
  private static final String SECRET_NAME =
      "(?i)[\\w.-]*(secret|password|passphrase|token|access[._-]?key|account[._-]?key)[\\w.-]*";
  private static final Pattern NAME = Pattern.compile(SECRET_NAME);
  private static final Pattern ASSIGNMENT = Pattern.compile("(" + SECRET_NAME + "=)[^\\s,]+");
  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]+@");

  /**
   * What {@code --keys} may be given, right or mistyped; a key that was put there looks otherwise.
   */
  private static final Pattern KEY_SOURCE = Pattern.compile("(profile|hadoop):.*|[a-z]{1,12}:?");

  /** No bucket has a colon in its name, and no endpoint an {@code @} in its address. */
  private static final Pattern WITH_KEYS =
      Pattern.compile("(?is)(s3[an]?://[^/@]*:|https?://|[^/:]+:(?!/)).*@.*");

  /** Said to those who give a key where it does not belong. */
  static final String WHERE_KEYS_GO =
      "Leave it out, and tell flowlake target set where keys are: --keys file or jceks asks for them and keeps them; --keys env, default, profile:NAME or hadoop:URI finds them where they are.";

  private Secrets() {}

  /**
   * What is wrong with the place of an export, called {@code what}, that holds a user and a secret
   * before an {@code @}, as old addresses of Hadoop's did; empty for nothing.
   */
  static Optional<String> inAddress(String what, @Nullable String address) {
    return address != null && WITH_KEYS.matcher(address).matches()
        ? Optional.of(
            "Cannot use %s %s: what stands before the @ may be a secret, and everybody on the machine can read a command line. %s"
                .formatted(
                    what,
                    address.replaceFirst("(?s)^(\\w+://)?.*@", "$1" + STARS + "@"),
                    WHERE_KEYS_GO))
        : Optional.empty();
  }

  /** Whether the value of what is called {@code name} is a secret by its name. */
  static boolean isSecret(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * The value of what is called {@code name}; stars where the value, or a part of it, is secret.
   */
  static String shown(String name, String value) {
    if (NAME.matcher(name).matches()
        || (name.equals(KEYS_OPTION) && !KEY_SOURCE.matcher(value).matches())) {
      return STARS;
    }
    String assigned = ASSIGNMENT.matcher(value).replaceAll("$1" + STARS);
    return USER_INFO.matcher(assigned).replaceAll("://" + STARS + "@");
  }
}
