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

  private Secrets() {}

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
