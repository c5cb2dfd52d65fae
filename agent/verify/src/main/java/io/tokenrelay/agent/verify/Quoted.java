package io.tokenrelay.agent.verify;

/** A word of a token, fit for a log: short, on one line, in quotes, and nothing but letters. */
final class Quoted {
  private Quoted() {}

  /** What is no plain ASCII becomes {@code ?}, what is too long is cut. */
  static String text(String word, int longest) {
    StringBuilder quoted = new StringBuilder(Math.min(word.length(), longest) + 5).append('"');
    for (int i = 0; i < word.length() && i < longest; i++) {
      char c = word.charAt(i);
      quoted.append(c > ' ' && c < 127 && c != '"' && c != '\\' ? c : '?');
    }
    return quoted.append(word.length() > longest ? "...\"" : "\"").toString();
  }
}
