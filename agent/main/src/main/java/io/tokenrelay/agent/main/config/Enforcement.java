package io.tokenrelay.agent.main.config;

import java.util.Locale;

/**
 * Whether the operator wants requests rejected, however it is spelt. Where that is so, a
 * configuration that cannot be honoured must not let everybody in: see {@link
 * Config#wantsEnforcement()}.
 *
 * <p>Asked of names and texts that mean nothing else to us, so it errs on the side of yes.
 */
final class Enforcement {
  private static final String OBSERVE = "observe";
  private static final String RULES = plain("tokenrelay.enforce.rule");
  private static final String[] WORDS = {"enforce", "enforcepresent"};

  private Enforcement() {}

  /** Whether a text for {@code tokenrelay.mode} is {@code observe}, or a slip of the pen. */
  static boolean meansObserve(String text) {
    return Distance.between(plain(text), OBSERVE) <= 2;
  }

  /** Whether a text asks for enforcement, whatever it was given for. */
  static boolean isMeantBy(String text) {
    String plain = plain(text);
    for (String word : WORDS) {
      if (plain.startsWith("enforc") || Distance.between(plain, word) <= 2) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether an unknown name is about enforcement.
   *
   * @param nearest what was probably meant, or the empty text
   */
  static boolean isNamedBy(String name, String nearest) {
    return plain(name).contains("enforc")
        || plain(nearest).equals(plain(Definitions.MODE.fullName()))
        || plain(nearest).equals(plain(Definitions.CONFIG_FILE.fullName())) // which might say so
        || isOfRules(nearest);
  }

  /** Whether a name, in any spelling, says what a request must bring. */
  static boolean isOfRules(String name) {
    return plain(name).startsWith(RULES);
  }

  /** Lower-case letters and digits alone: what is left of a name however it is written. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length() && plain.length() < 200; i++) {
      if (Type.isLetterOrDigit(text.charAt(i))) {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }
}
