package io.tokenrelay.agent.verify.warning;

/** Text from a token, safe to log: short, on one line, quoted, printable ASCII only. */
public final class Quoted {
  private Quoted() {}

  /** Anything but printable ASCII becomes {@code ?}; long text is truncated. */
  public static String text(String word, int longest) {
    StringBuilder quoted = new StringBuilder(Math.min(word.length(), longest) + 5).append('"');
    for (int i = 0; i < word.length() && i < longest; i++) {
      char c = word.charAt(i);
      quoted.append(c > ' ' && c < 127 && c != '"' && c != '\\' ? c : '?');
    }
    return quoted.append(word.length() > longest ? "...\"" : "\"").toString();
  }
}
