package io.tokenrelay.agent.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words of an enum as an operator writes them: {@code enforce-present}, in its order. The enum
 * is loaded for the first word that is read or shown.
 */
public final class Words<E extends Enum<E>> {
  private final Class<E> constants;

  Words(Class<E> constants) {
    this.constants = constants;
  }

  @Nullable E find(String word) {
    for (E constant : constants.getEnumConstants()) {
      if (word(constant).equals(word)) {
        return constant;
      }
    }
    return null;
  }

  /** How it is written. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    StringBuilder words = new StringBuilder();
    for (E constant : constants.getEnumConstants()) {
      words.append(words.length() == 0 ? "" : ", ").append(word(constant));
    }
    return words.toString();
  }
}
