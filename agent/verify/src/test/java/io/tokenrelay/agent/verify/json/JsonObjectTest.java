package io.tokenrelay.agent.verify.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  @Test
  void keepsWhatVerificationAsksFor() throws Exception {
    JsonObject object =
        JsonObject.parse(
            ("{\"s\":\"a\\n\\u00e9\\/\",\"l\":12,\"d\":-1.5e3,\"t\":true,\"n\":null,"
                    + "\"strings\":[\"a\",\"b\"],\"mixed\":[1],\"deep\":{\"a\":{}},\"none\":[]}")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(object.get("s")).isEqualTo("a\n\u00e9/");
    assertThat(object.get("l")).isEqualTo(12L);
    assertThat(object.get("d")).isEqualTo(-1500.0);
    assertThat(object.get("t")).isEqualTo(true);
    assertThat(object.get("n")).isNull();
    assertThat(object.has("n")).isTrue();
    assertThat(object.has("x")).isFalse();
    assertThat(object.get("strings")).isEqualTo(Arrays.asList("a", "b"));
    assertThat(object.get("mixed")).isSameAs(JsonObject.NESTED);
    assertThat(object.get("deep")).isSameAs(JsonObject.NESTED);
    assertThat(object.get("none")).isEqualTo(Arrays.asList());
  }

  @Test
  void readsWhatAnotherParserReads() throws Exception {
    String text =
        "{\"iss\":\"https://idp\",\"aud\":[\"a\",\"b\"],\"exp\":1790000000,\"sub\":\"\\ud83d\\ude00\"}";
    Map<String, Object> theirs = JSONObjectUtils.parse(text);
    JsonObject ours = JsonObject.parse(text.getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, Object> member : theirs.entrySet()) {
      assertThat(ours.get(member.getKey())).isEqualTo(member.getValue());
    }
  }

  @Test
  void readsTheObjectsOfAList() throws Exception {
    JsonObject object =
        JsonObject.parse(
            "{\"l\": [ {\"a\":\"}]\"} , 1,{\"b\":1,\"b\":2},[{}],\"{\",{\"c\":{\"d\":3}}],\"e\":[],\"s\":[\"x\"],\"o\":{}}"
                .getBytes(StandardCharsets.UTF_8));
    List<JsonObject> list = object.objects("l");
    assertThat(list).hasSize(6);
    assertThat(list.get(0).get("a")).isEqualTo("}]");
    assertThat(list.subList(1, 5)).containsOnlyNulls();
    assertThat(list.get(5).object("c").get("d")).isEqualTo(3L);
    assertThat(object.objects("e")).isEmpty();
    assertThat(object.objects("s")).containsExactly((JsonObject) null);
    assertThat(object.objects("o")).isNull();
    assertThat(object.objects("x")).isNull();
    assertThat(object.object("l")).isNull();
    assertThat(object.get("l")).isSameAs(JsonObject.NESTED);
    assertThat(object.names()).containsExactlyInAnyOrder("l", "e", "s", "o");
  }

  @Test
  void readsOfADocumentWhatIsAskedForAndSkipsTheRest() throws Exception {
    String deep =
        new String(new char[500]).replace("\0", "[") + new String(new char[500]).replace("\0", "]");
    JsonObject document =
        JsonObject.document(
            "\uFEFF{\"half\":\"\\ud83d\",\"whole\":\"\\ud83d\\ude00\",\"deep\":"
                + deep
                + ",\"list\":[{\"a\":\"\\ud83d\"},{\"a\":"
                + deep
                + "},{\"a\":1,\"a\":2},{\"a\":\"]}\\\"\"}],\"none\":[ ],\"odd\":[{} {}],\"o\":{\"b\":2}}");

    assertThat(document.get("whole")).isEqualTo("\ud83d\ude00");
    assertThat(document.has("half")).isTrue();
    assertThat(document.get("deep")).isSameAs(JsonObject.NESTED);
    assertThat(document.objects("list").subList(0, 3)).containsOnlyNulls();
    assertThat(document.objects("list").get(3).get("a")).isEqualTo("]}\"");
    assertThat(document.objects("none")).isEmpty();
    assertThat(document.object("o").get("b")).isEqualTo(2L);
    assertThatThrownBy(() -> document.objects("odd")).isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"a\":[}",
        "{\"a\":[}]}",
        "{\"a\":[\"]}",
        "{\"a\":[]",
        "{\"a\":{}}}",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "{\"a\":\"\\q\"}"
      })
  void refusesADocumentThatIsNoObject(String text) {
    assertThatThrownBy(() -> JsonObject.document(text)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void refusesWhatIsNotJson() {
    String[] texts = {
      "",
      " ",
      "{",
      "}",
      "{]",
      "[]",
      "\"\"",
      "1",
      "null",
      "{\"a\"}",
      "{\"a\":}",
      "{\"a\":1,}",
      "{,}",
      "{\"a\":1 \"b\":2}",
      "{\"a\":tru}",
      "{\"a\":nul}",
      "{\"a\":True}",
      "{\"a\":.5}",
      "{\"a\":1.}",
      "{\"a\":1e}",
      "{\"a\":1e+}",
      "{\"a\":--1}",
      "{\"a\":01}",
      "{\"a\":-}",
      "{\"a\":\"}",
      "{\"a\":\"\\\"}",
      "{\"a\":\"\\x\"}",
      "{\"a\":\"\\u12g4\"}",
      "{\"a\":\"\\ud83d\"}",
      "{\"a\":\"\\ud83dx\"}",
      "{\"a\":\"\\ud83d\\n\"}",
      "{\"a\":\"\\ud83d\\ud83d\"}",
      "{\"a\":\"\\ude00\\ud83d\"}",
      "{a:1}",
      "{\"a\":[1,]}",
      "{\"a\":[}",
      "{\"a\":1}x",
      "{\"a\":1}{}",
      "{\"a\":1,\"a\":1}",
      "{\"a\":\"\t\"}",
      "{\"a\":\u00a01}",
      "/**/{}",
      "{\"a\":\"\\u\uff11\uff11\uff11\uff11\"}"
    };
    for (String text : texts) {
      assertThatThrownBy(() -> JsonObject.parse(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(MalformedJsonException.class);
    }
  }

  /** Bytes of a real payload, damaged at random: another strict parser never accepts less. */
  @Test
  void neverThrowsAnythingElseAndIsNeverMoreLenientThanAnother() {
    Random random = new Random(11);
    byte[] good =
        "{\"iss\":\"https://idp\",\"aud\":[\"a\",{\"b\":-1.5E+3}],\"exp\":1790000000,\"t\":true}"
            .getBytes(StandardCharsets.UTF_8);
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] damaged = good.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
      }
      try {
        JsonObject.parse(damaged);
        accepted++;
      } catch (MalformedJsonException e) {
        continue;
      }
      String text = new String(damaged, StandardCharsets.UTF_8);
      if (text.matches(".*[eE][+]?[0-9]{3,}.*")) {
        continue; // infinite: still JSON, and refused where a number is needed
      }
      try {
        JSONObjectUtils.parse(text);
      } catch (ParseException e) {
        throw new AssertionError("accepted here only: " + text, e);
      }
    }
    assertThat(accepted).isPositive();
  }
}
