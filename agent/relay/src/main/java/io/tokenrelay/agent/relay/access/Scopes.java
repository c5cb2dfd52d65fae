package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.config.ListType;
import java.util.List;

/** The syntax of scopes (RFC 6749 §3.3), which is safe in a header. */
public final class Scopes {
  private Scopes() {}

  /** The type of a property that lists them; what it needs is loaded where one is set. */
  public static final class OfProperty extends ListType<List<String>> {
    public OfProperty() {
      super("a list of scopes");
    }

    @Override
    protected List<String> of(List<String> elements) {
      for (String element : elements) {
        check(element);
      }
      return elements;
    }
  }

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  public static void check(String scope) {
    for (int i = 0; i < scope.length(); i++) {
      char c = scope.charAt(i);
      if (c <= ' ' || c >= 127 || c == '"' || c == '\\') {
        throw new IllegalArgumentException(
            "'" + scope + "' is not a scope: use no spaces, quotes or backslashes");
      }
    }
  }
}
