package io.tokenrelay.agent.relay.capture;

/**
 * Several credentials in one line: a proxy may join header lines with commas (RFC 9110 §5.3), even
 * those of {@code Authorization}, where it is invalid. Distinguished from commas between the
 * parameters of one scheme ({@code Digest username="a", realm="b"}): a scheme is a word before a
 * space, a parameter's name one before an equals sign.
 */
final class CredentialsList {
  private CredentialsList() {}

  /** Whether there is more than one scheme in the line. Does not allocate. */
  static boolean isIn(String line) {
    if (line.indexOf(',') < 0) {
      return false;
    }
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted && beginsCredentials(line, i + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean beginsCredentials(String line, int from) {
    int begin = afterBlanks(line, from);
    int end = begin;
    while (end < line.length() && isTokenCharacter(line.charAt(end))) {
      end++;
    }
    int next = afterBlanks(line, end);
    return end > begin
        && next > end
        && next < line.length()
        && line.charAt(next) != '='
        && line.charAt(next) != ',';
  }

  private static int afterBlanks(String line, int from) {
    int i = from;
    while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  /** RFC 9110 §5.6.2. */
  private static boolean isTokenCharacter(char c) {
    return c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
  }
}
