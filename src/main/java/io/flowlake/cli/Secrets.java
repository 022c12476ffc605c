package io.flowlake.cli;

import java.util.regex.Pattern;

/** Keeps secrets out of what is printed. */
final class Secrets {
  private static final String STARS = "****";
  private static final String SECRET_NAME =
      "(?i)[\\w.-]*(secret|password|passphrase|token|access[._-]?key|account[._-]?key)[\\w.-]*";
  private static final Pattern NAME = Pattern.compile(SECRET_NAME);
  private static final Pattern ASSIGNMENT = Pattern.compile("(" + SECRET_NAME + "=)[^\\s,]+");
  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]+@");

  /** Said to those who give a key where it does not belong. */
  static final String WHERE_KEYS_GO =
      "Leave it out, and tell flowlake target set where keys are: --keys file or jceks asks for them and keeps them; --keys env, default, profile:NAME or hadoop:URI finds them where they are.";

  private Secrets() {}

  /** Whether the value of what is called {@code name} is a secret by its name. */
  static boolean isSecret(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * The value of what is called {@code name}; stars where the value, or a part of it, is secret.
   */
  static String shown(String name, String value) {
    if (NAME.matcher(name).matches()) {
      return STARS;
    }
    String assigned = ASSIGNMENT.matcher(value).replaceAll("$1" + STARS);
    return USER_INFO.matcher(assigned).replaceAll("://" + STARS + "@");
  }
}
