package io.tokenrelay.agent.main.cli;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of JSON (RFC 8259), in the order in which it is filled. Printable ASCII only. */
final class Json {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /**
   * @param value a string, number, boolean, object, a list of these, or null
   */
  Json with(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    write(text, this, "\n");
    return text.toString();
  }

  private static void write(StringBuilder text, @Nullable Object value, String line) {
    if (value instanceof Json) {
      Iterator<Map.Entry<String, @Nullable Object>> all =
          ((Json) value).members.entrySet().iterator();
      text.append('{');
      while (all.hasNext()) {
        Map.Entry<String, @Nullable Object> member = all.next();
        text.append(line).append("  ");
        string(text, member.getKey());
        text.append(": ");
        write(text, member.getValue(), line + "  ");
        text.append(all.hasNext() ? "," : line);
      }
      text.append('}');
    } else if (value instanceof List) {
      Iterator<?> all = ((List<?>) value).iterator();
      text.append('[');
      while (all.hasNext()) {
        text.append(line).append("  ");
        write(text, all.next(), line + "  ");
        text.append(all.hasNext() ? "," : line);
      }
      text.append(']');
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      string(text, value.toString());
    }
  }

  private static void string(StringBuilder text, String string) {
    text.append('"');
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
    text.append('"');
  }
}
