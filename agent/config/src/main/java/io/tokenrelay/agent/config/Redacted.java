package io.tokenrelay.agent.config;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * The last defence against a token in a log. Nothing in the agent formats one, but a library's
 * exception or an operator's mistyped property may contain one: it stops here.
 *
 * <p>Lives in the agent loader; called for everything that the agent prints. A token is recognised
 * by {@code eyJ}: every JSON object that starts with a quote begins like that in base64url.
 */
public final class Redacted {
  private static final String OBJECT = "eyJ";
  private static final String PLACEHOLDER = "<token>";

  private Redacted() {}

  /** One line without control characters, without tokens, and with masked URLs. */
  public static String text(String text) {
    return withoutTokens(MaskedUrls.in(oneLine(text)));
  }

  /** A stack trace without tokens, and with masked URLs. */
  public static String stack(Throwable thrown) {
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    return withoutTokens(MaskedUrls.in(stack.toString()));
  }

  private static String oneLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return withoutControls(text);
      }
    }
    return text;
  }

  private static String withoutControls(String text) {
    StringBuilder line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString();
  }

  private static String withoutTokens(String text) {
    int begin = text.indexOf(OBJECT);
    if (begin < 0) {
      return text;
    }
    StringBuilder redacted = new StringBuilder(text.length());
    int copied = 0;
    for (; begin >= 0; begin = text.indexOf(OBJECT, copied)) {
      redacted.append(text, copied, begin).append(PLACEHOLDER);
      copied = endOfToken(text, begin);
    }
    return redacted.append(text, copied, text.length()).toString();
  }

  private static int endOfToken(String text, int begin) {
    int end = begin;
    while (end < text.length() && isTokenCharacter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isTokenCharacter(char c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || "-_.=+/".indexOf(c) >= 0;
  }
}
