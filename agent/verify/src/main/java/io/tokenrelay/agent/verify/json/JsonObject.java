package io.tokenrelay.agent.verify.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The top-level members of a JSON object (RFC 8259), read once and strictly: no duplicate names, no
 * trailing text, no leniency, bounded depth. Used for the header and the claims of every token, so
 * it keeps only what verification needs: strings, numbers, booleans and lists of strings. Deeper
 * values are checked and skipped, as {@link #NESTED}, and parsed when they are asked for.
 */
public final class JsonObject {
  /** Stands for an object, or for a list that contains anything but strings. */
  public static final Object NESTED = new Object();

  private static final int MAX_DEPTH = 32;

  private final byte[] text;
  private final Map<String, Object> members = new HashMap<>();

  /** Whether what is nested is only skipped by its brackets, and checked when it is asked for. */
  private final boolean skipping;

  private int at;

  private JsonObject(byte[] text, boolean skipping) {
    this.text = text;
    this.skipping = skipping;
  }

  /** All of it is checked. */
  public static JsonObject parse(byte[] utf8) throws MalformedJsonException {
    JsonText.requireUtf8(utf8);
    return parsed(new JsonObject(utf8, false));
  }

  /**
   * What an issuer publishes: what is nested is checked only when it is asked for, so that a bad
   * entry of a list costs itself. A byte order mark is skipped (RFC 8259 §8.1).
   */
  public static JsonObject document(String text) throws MalformedJsonException {
    byte[] utf8 = withoutMark(text).getBytes(StandardCharsets.UTF_8);
    return parsed(new JsonObject(utf8, true));
  }

  /** The text without the byte order mark that it may begin with. */
  public static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static JsonObject parsed(JsonObject object) throws MalformedJsonException {
    object.space();
    object.members(object.members, 0);
    object.space();
    if (object.at != object.text.length) {
      throw new MalformedJsonException();
    }
    return object;
  }

  /** The member as String, Long, Double, Boolean, list of strings or {@link #NESTED}; or null. */
  public @Nullable Object get(String name) {
    Object value = members.get(name);
    return value instanceof Passed ? NESTED : value;
  }

  /** The names of the members, in no order. */
  public Set<String> names() {
    return members.keySet();
  }

  /** The member if it is an object, parsed now; otherwise null. */
  public @Nullable JsonObject object(String name) {
    Object value = members.get(name);
    return value instanceof Passed ? object(((Passed) value).from, ((Passed) value).to) : null;
  }

  /**
   * The member if it is a list, with its objects parsed now; otherwise null.
   *
   * @return of the list's length, with null for whatever is not an object
   * @throws MalformedJsonException where the list itself, and not only an element, is malformed
   */
  public @Nullable List<@Nullable JsonObject> objects(String name) throws MalformedJsonException {
    Object value = members.get(name);
    if (value instanceof List) {
      return Collections.nCopies(((List<?>) value).size(), null);
    }
    return value instanceof Passed && text[((Passed) value).from] == '['
        ? new JsonObject(text, skipping).elements(((Passed) value).from)
        : null;
  }

  private List<@Nullable JsonObject> elements(int list) throws MalformedJsonException {
    List<@Nullable JsonObject> objects = new ArrayList<>();
    at = list;
    expect('[');
    space();
    if (skip(']')) {
      return objects;
    }
    do {
      space();
      int from = at;
      value(1, false);
      objects.add(object(from, at));
      space();
    } while (skip(','));
    expect(']');
    return objects;
  }

  private @Nullable JsonObject object(int from, int to) {
    try {
      return text[from] == '{' ? parse(Arrays.copyOfRange(text, from, to)) : null;
    } catch (MalformedJsonException malformed) {
      return null;
    }
  }

  /** Whether the member is present, even if null. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** The member if it is a string; null if it is absent or null. */
  public @Nullable String string(String name) throws MalformedJsonException {
    Object value = members.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new MalformedJsonException();
  }

  /** Reads an object; into null, only checks it. */
  private void members(@Nullable Map<String, Object> into, int depth)
      throws MalformedJsonException {
    expect('{');
    space();
    if (skip('}')) {
      return;
    }
    do {
      space();
      String name = string(into != null);
      space();
      expect(':');
      space();
      Object value = value(depth + 1, into != null);
      if (into != null) {
        if (into.containsKey(name)) {
          throw new MalformedJsonException();
        }
        into.put(name, value);
      }
      space();
    } while (skip(','));
    expect('}');
  }

  /** Reads a value; if it is not kept, only checks it. */
  @SuppressWarnings("NullAway") // a JSON null is a null value
  private Object value(int depth, boolean keep) throws MalformedJsonException {
    if (depth > MAX_DEPTH) {
      throw new MalformedJsonException();
    }
    switch (peek()) {
      case '"':
        return string(keep);
      case '{':
      case '[':
        return nested(depth, keep);
      case 't':
        literal("true");
        return true;
      case 'f':
        literal("false");
        return false;
      case 'n':
        literal("null");
        return null;
      default:
        return number(keep);
    }
  }

  private Object nested(int depth, boolean keep) throws MalformedJsonException {
    int from = at;
    if (skipping) {
      skipBrackets();
    } else if (peek() == '{') {
      members(null, depth);
    } else {
      List<String> strings = list(depth, keep);
      if (strings != null) {
        return strings;
      }
    }
    return keep ? new Passed(from, at) : NESTED;
  }

  /** Reads a list; null unless it is to be kept and holds only strings. */
  private @Nullable List<String> list(int depth, boolean keep) throws MalformedJsonException {
    expect('[');
    space();
    List<String> strings = keep ? new ArrayList<>(2) : Collections.<String>emptyList();
    if (skip(']')) {
      return strings;
    }
    boolean onlyStrings = keep;
    do {
      space();
      Object value = value(depth + 1, onlyStrings);
      if (onlyStrings && value instanceof String) {
        strings.add((String) value);
      } else {
        onlyStrings = false;
      }
      space();
    } while (skip(','));
    expect(']');
    return onlyStrings ? strings : null;
  }

  /** An object or a list, by its brackets and strings alone. */
  private void skipBrackets() throws MalformedJsonException {
    StringBuilder open = new StringBuilder();
    do {
      char c = (char) next();
      if (c == '"') {
        while ((c = (char) next()) != '"') {
          if (c == '\\') {
            next();
          }
        }
      } else if (c == '{' || c == '[') {
        open.append(c);
      } else if (c == '}' || c == ']') {
        int last = open.length() - 1;
        if (open.charAt(last) + 2 != c) { // each bracket closes two characters behind itself
          throw new MalformedJsonException();
        }
        open.setLength(last);
      }
    } while (open.length() > 0);
  }

  private void literal(String word) throws MalformedJsonException {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
  }

  private Object number(boolean keep) throws MalformedJsonException {
    int from = at;
    skip('-');
    if (!skip('0')) {
      digits();
    }
    boolean integer = true;
    if (skip('.')) {
      integer = false;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      integer = false;
      at++;
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    if (!keep) {
      return NESTED;
    }
    String number = text(from, at);
    if (integer && number.length() <= 18) {
      return Long.parseLong(number);
    }
    return Double.parseDouble(number);
  }

  private void digits() throws MalformedJsonException {
    int from = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == from) {
      throw new MalformedJsonException();
    }
  }

  /** Reads a string; if it is not kept, only checks it. */
  private String string(boolean keep) throws MalformedJsonException {
    expect('"');
    int from = at;
    boolean escapes = false;
    for (int c = next(); c != '"'; c = next()) {
      if (c < ' ') {
        throw new MalformedJsonException();
      }
      if (c == '\\') {
        escapes = true;
        next();
      }
    }
    if (escapes) {
      return JsonText.unescape(text(from, at - 1), skipping);
    }
    return keep ? text(from, at - 1) : "";
  }

  private String text(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  private void space() {
    while (at < text.length && isSpace(text[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private void expect(char c) throws MalformedJsonException {
    if (next() != c) {
      throw new MalformedJsonException();
    }
  }

  private boolean skip(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  /** The next byte: all of JSON's syntax is single bytes. */
  private int next() throws MalformedJsonException {
    if (at >= text.length) {
      throw new MalformedJsonException();
    }
    return text[at++] & 0xff;
  }

  /** The next byte, or NUL at the end: NUL begins nothing in JSON. */
  private int peek() {
    return at < text.length ? text[at] & 0xff : 0;
  }

  /** An object or a list that was checked and skipped. */
  private static final class Passed {
    private final int from;
    private final int to;

    Passed(int from, int to) {
      this.from = from;
      this.to = to;
    }
  }
}
