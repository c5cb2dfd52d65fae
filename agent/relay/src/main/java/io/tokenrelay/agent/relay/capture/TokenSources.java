package io.tokenrelay.agent.relay.capture;

import io.tokenrelay.agent.config.ListType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Reads {@code tokenrelay.capture.sources}. */
public final class TokenSources {
  private static final String HEADER = "header:";
  private static final String COOKIE = "cookie:";

  private TokenSources() {}

  /** The type of a property that lists them. */
  public static ListType<List<TokenSource>> list() {
    return new ListType<List<TokenSource>>("a list of sources") {
      @Override
      protected List<TokenSource> of(List<String> elements) {
        return TokenSources.of(elements);
      }
    };
  }

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  static List<TokenSource> of(List<String> texts) {
    List<TokenSource> sources = new ArrayList<>(texts.size());
    for (String text : texts) {
      sources.add(source(text));
    }
    return Collections.unmodifiableList(sources);
  }

  /** A header that holds the bare token. */
  public static TokenSource header(String name) {
    return new OtherHeader(name, null);
  }

  private static TokenSource source(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("authorization")) {
      return new AuthorizationHeader();
    }
    if (word.startsWith(HEADER)) {
      String rest = text.substring(HEADER.length());
      int colon = rest.indexOf(':');
      String name = name(colon < 0 ? rest : rest.substring(0, colon), text);
      return new OtherHeader(name, colon < 0 ? null : name(rest.substring(colon + 1), text));
    }
    if (word.startsWith(COOKIE)) {
      return new Cookie(name(text.substring(COOKIE.length()), text));
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not authorization, header:<name>, header:<name>:<prefix> or cookie:<name>");
  }

  /** A token (RFC 9110 §5.6.2), like header names, cookie names and authentication schemes. */
  private static String name(String name, String text) {
    boolean good = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      good &= c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
    if (!good) {
      throw new IllegalArgumentException("'" + text + "' contains an invalid HTTP name");
    }
    return name;
  }
}
