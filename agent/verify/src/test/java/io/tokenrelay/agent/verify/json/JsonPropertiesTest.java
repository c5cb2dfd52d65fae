package io.tokenrelay.agent.verify.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.verify.TokenFuzz;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text that the parser of headers and claims is given. */
class JsonPropertiesTest {
  @Property(tries = 1_000)
  void anyBytesAreAnObjectOrMalformed(@ForAll byte[] bytes) {
    parse(bytes);
  }

  @Property(tries = 300)
  void whatIsFuzzedIsRefused(@ForAll byte[] bytes, @ForAll("nearlyJson") String text) {
    TokenFuzz.fuzzerTestOneInput(bytes);
    TokenFuzz.fuzzerTestOneInput(text.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 1_500)
  void whatIsNearlyJsonIsAnObjectOrMalformed(@ForAll("nearlyJson") String text) {
    parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 1_500)
  void aDocumentIsReadOrMalformedAndWhateverIsAnObjectIsADocument(@ForAll("nearlyJson") String text)
      throws Exception {
    if (parse(text.getBytes(StandardCharsets.UTF_8))) {
      JsonObject document = JsonObject.document(text);
      for (String name : document.names()) {
        document.object(name);
        document.objects(name);
      }
    } else {
      try {
        JsonObject.document(text);
      } catch (MalformedJsonException e) {
        // as it should be
      }
    }
  }

  private static boolean parse(byte[] bytes) {
    try {
      JsonObject.parse(bytes);
      return true;
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  @Property(tries = 500)
  void readsWhatWasWritten(@ForAll("objects") Map<String, Object> object) throws Exception {
    JsonObject read = JsonObject.parse(written(object).getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, Object> member : object.entrySet()) {
      Object value = member.getValue();
      Object found = read.get(member.getKey());
      assertThat(read.has(member.getKey())).isTrue();
      if (value instanceof BigDecimal) {
        assertThat(((Number) found).doubleValue()).isEqualTo(((BigDecimal) value).doubleValue());
      } else if (value instanceof Map) {
        assertThat(found).isSameAs(JsonObject.NESTED);
      } else {
        assertThat(found).isEqualTo(value);
      }
    }
  }

  @Property(tries = 500)
  void aNameTwiceIsMalformedWhateverStandsBetween(@ForAll("objects") Map<String, Object> object) {
    String once = written(object);
    String members = once.substring(1, once.length() - 1);
    assertThat(parse(once.getBytes(StandardCharsets.UTF_8))).isTrue();
    if (!object.isEmpty()) {
      String twice = "{" + members + "," + members + "}";
      assertThat(parse(twice.getBytes(StandardCharsets.UTF_8))).isFalse();
    }
  }

  @Property(tries = 500)
  void noPieceOfAnObjectIsOne(
      @ForAll("objects") Map<String, Object> object, @ForAll int from, @ForAll int to) {
    String text = written(object);
    int start = Math.floorMod(from, text.length());
    String piece = text.substring(start, start + Math.floorMod(to, text.length() - start));
    boolean inner = piece.trim().equals("{}"); // the only one that is written
    assertThat(parse(piece.getBytes(StandardCharsets.UTF_8))).isEqualTo(inner);
  }

  /** With a control character in all that separates, so that no piece of a text looks like one. */
  private static String written(Map<String, Object> object) {
    List<String> members = new ArrayList<>();
    object.forEach((name, value) -> members.add(quoted(name) + " :\t" + text(value)));
    return "{" + String.join(" ,\n", members) + "}";
  }

  private static String text(Object value) {
    if (value instanceof String) {
      return quoted((String) value);
    }
    if (value instanceof Map) {
      return "{}";
    }
    if (value instanceof List) {
      List<String> elements = new ArrayList<>();
      ((List<?>) value).forEach(element -> elements.add(text(element)));
      return "[" + String.join(",\n", elements) + "]";
    }
    return value.toString();
  }

  /** Every third character escaped, and whatever must be. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || (c % 3 == 0 && !Character.isSurrogate(c))) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            texts().map(text -> (Object) text),
            Arbitraries.bigDecimals().map(number -> (Object) number),
            Arbitraries.longs().between(-(1L << 50), 1L << 50).map(number -> (Object) number),
            Arbitraries.of(true, false).map(flag -> (Object) flag),
            texts().list().ofMaxSize(3).map(list -> (Object) list),
            Arbitraries.just((Object) new LinkedHashMap<String, Object>()));
    return Arbitraries.maps(texts(), values).ofMaxSize(6);
  }

  private static Arbitrary<String> texts() {
    Arbitrary<String> odd =
        Arbitraries.strings().withChars("ab\"\\/\0\n\u001f\u00e9\u2028\ufffd{}[],:").ofMaxLength(8);
    Arbitrary<String> pairs = Arbitraries.of("\ud83d\ude00", "iss", "exp", "", "a b");
    return Arbitraries.oneOf(odd, pairs);
  }

  @Provide
  Arbitrary<String> nearlyJson() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\"a\"",
            ":",
            ",",
            "1",
            "-",
            "0",
            ".",
            "e",
            "E+",
            "9e999",
            "true",
            "null",
            "fals",
            "\\",
            "\\u",
            "\\ud83d",
            "\\ude00",
            "00e9",
            " ",
            "\n",
            "\0",
            "\ufeff",
            "{\"a\":",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "/*",
            "'",
            "\ud83d");
    return Combinators.combine(pieces.list().ofMaxSize(30), Arbitraries.of("", "{", "{\"a\":1,"))
        .as((all, start) -> start + String.join("", all));
  }
}
