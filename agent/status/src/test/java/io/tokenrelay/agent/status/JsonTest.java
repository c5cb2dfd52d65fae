package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.tokenrelay.agent.config.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTest {
  private final Json json =
      new Json()
          .with("a", "\"\\\n\u00e9")
          .with("b", Arrays.asList(new Json().with("c", 1).with("d", 1.5), new Json()))
          .with("e", null)
          .with("f", Collections.emptyList());

  @Test
  void hasEachMemberOnALineAndWhatIsShortOnOne() {
    assertThat(json.toString())
        .isEqualTo(
            "{\n  \"a\": \"\\\"\\\\\\u000a\\u00e9\",\n"
                + "  \"b\": [{\"c\": 1, \"d\": 1.5}, {}],\n  \"e\": null,\n  \"f\": []\n}");
    assertThat(json.onOneLine())
        .isEqualTo(
            "{\"a\": \"\\\"\\\\\\u000a\\u00e9\","
                + " \"b\": [{\"c\": 1, \"d\": 1.5}, {}], \"e\": null, \"f\": []}");
    assertThat(new Json().toString()).isEqualTo("{}");
  }

  @Test
  void breaksWhatIsLong() throws Exception {
    String text = String.join("", Collections.nCopies(120, "x"));
    Map<String, String> map = new TreeMap<>();
    map.put("one", text);
    map.put("two", text);
    json.with("list", Arrays.asList(text + text, true)).with("map", map);

    assertThat(json.toString())
        .endsWith(
            "  \"list\": [\n    \""
                + text
                + text
                + "\",\n    true\n  ],\n  \"map\": {\n    \"one\": \""
                + text
                + "\",\n    \"two\": \""
                + text
                + "\"\n  }\n}");
    assertThat(JSONObjectUtils.parse(json.toString()))
        .isEqualTo(JSONObjectUtils.parse(json.onOneLine()));
  }
}
