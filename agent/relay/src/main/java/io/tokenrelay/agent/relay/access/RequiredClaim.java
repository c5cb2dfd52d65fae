package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.config.ListType;
import io.tokenrelay.agent.relay.token.ClaimSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim that a token must have: {@code name}, or {@code name=value} when it must be that value or
 * a list that contains it. A name that begins with a slash is a JSON pointer (RFC 6901) into
 * objects: {@code /realm_access/roles=admin}.
 */
public final class RequiredClaim {
  private final String text;
  private final List<String> path;
  private final @Nullable String value;

  private RequiredClaim(String text, List<String> path, @Nullable String value) {
    this.text = text;
    this.path = Collections.unmodifiableList(path);
    this.value = value;
  }

  /** The type of a property that lists them; what it needs is loaded where one is set. */
  public static final class OfProperty extends ListType<List<RequiredClaim>> {
    public OfProperty() {
      super("a list of claims");
    }

    @Override
    protected List<RequiredClaim> of(List<String> elements) {
      List<RequiredClaim> claims = new ArrayList<>();
      for (String element : elements) {
        claims.add(RequiredClaim.of(element));
      }
      return Collections.unmodifiableList(claims);
    }

    @Override
    protected boolean holdsPairs() {
      return true;
    }
  }

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  public static RequiredClaim of(String given) {
    String text = given.trim();
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals).trim();
    String value = equals < 0 ? null : text.substring(equals + 1).trim();
    List<String> path = path(name);
    if (path.contains("") || "".equals(value)) {
      throw new IllegalArgumentException(
          "'" + given + "' is not a claim: write it as in name, name=value or /object/name=value");
    }
    return new RequiredClaim(text, path, value);
  }

  public boolean isIn(ClaimSet claims) {
    Object found = claims.find(path);
    if (found == null || value == null) {
      return found != null;
    }
    return found instanceof List
        ? ((List<?>) found).contains(value)
        : value.equals(found.toString());
  }

  /** The members to follow to a claim: its name, or a JSON pointer. */
  public static List<String> path(String name) {
    return name.startsWith("/") ? pointer(name) : Collections.singletonList(name);
  }

  private static List<String> pointer(String name) {
    List<String> path = new ArrayList<>();
    for (int at = 0; at >= 0; ) {
      int next = name.indexOf('/', at + 1);
      String token = next < 0 ? name.substring(at + 1) : name.substring(at + 1, next);
      path.add(token.replace("~1", "/").replace("~0", "~"));
      at = next;
    }
    return path;
  }

  @Override
  public String toString() {
    return text;
  }
}
