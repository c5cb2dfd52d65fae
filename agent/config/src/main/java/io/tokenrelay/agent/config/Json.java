package io.tokenrelay.agent.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON (RFC 8259), in the order in which it is filled. Printable ASCII only. For
 * people: what is short is on one line.
 */
public final class Json {
  private static final int LONGEST_LINE = 200;

  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /**
   * @param value a string, number, boolean, object, map, a list of these, or null
   */
  public Json with(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  /** Each member on lines of its own. */
  @Override
  public String toString() {
    return broken(this, "\n");
  }

  public String onOneLine() {
    return text(this, ", ", ": ");
  }

  /** Without any space, for machines that pay for each. */
  public String compact() {
    return text(this, ",", ":");
  }

  private static String written(@Nullable Object value, String line) {
    String text = text(value, ", ", ": ");
    boolean isLong = text.length() > LONGEST_LINE;
    return isLong && !(value instanceof String) ? broken(value, line) : text;
  }

  private static String broken(@Nullable Object value, String line) {
    String next = line + "  ";
    StringBuilder text = new StringBuilder();
    if (value instanceof List) {
      for (Object each : (List<?>) value) {
        text.append(text.length() == 0 ? "[" : ",").append(next).append(written(each, next));
      }
      return text.length() == 0 ? "[]" : text.append(line).append(']').toString();
    }
    for (Map.Entry<?, ?> member : members(value).entrySet()) {
      text.append(text.length() == 0 ? "{" : ",").append(next).append(quoted(member.getKey()));
      text.append(": ").append(written(member.getValue(), next));
    }
    return text.length() == 0 ? "{}" : text.append(line).append('}').toString();
  }

  private static String text(@Nullable Object value, String comma, String colon) {
    StringBuilder text = new StringBuilder();
    if (value instanceof List) {
      for (Object each : (List<?>) value) {
        text.append(text.length() == 0 ? "[" : comma).append(text(each, comma, colon));
      }
      return text.length() == 0 ? "[]" : text.append(']').toString();
    }
    if (value instanceof Json || value instanceof Map) {
      for (Map.Entry<?, ?> member : members(value).entrySet()) {
        text.append(text.length() == 0 ? "{" : comma).append(quoted(member.getKey()));
        text.append(colon).append(text(member.getValue(), comma, colon));
      }
      return text.length() == 0 ? "{}" : text.append('}').toString();
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? String.valueOf(value)
        : quoted(value);
  }

  private static Map<?, ?> members(@Nullable Object value) {
    if (value instanceof Json) {
      return ((Json) value).members;
    }
    return value instanceof Map ? (Map<?, ?>) value : Collections.emptyMap();
  }

  private static String quoted(Object value) {
    String string = value.toString();
    StringBuilder text = new StringBuilder(string.length() + 2).append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
