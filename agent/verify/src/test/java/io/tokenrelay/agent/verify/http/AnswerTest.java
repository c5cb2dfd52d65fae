package io.tokenrelay.agent.verify.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTest {
  @Test
  void readsHowLongItIsGoodFor() {
    assertThat(Answer.maxAge(null)).isEqualTo(-1);
    assertThat(Answer.maxAge("public, max-age=120")).isEqualTo(120);
    assertThat(Answer.maxAge("s-maxage=5, Max-Age=\"60\"")).isEqualTo(60);
    assertThat(Answer.maxAge("no-store, max-age=120")).isEqualTo(0);
    assertThat(Answer.maxAge("max-age=soon")).isEqualTo(-1);
  }

  @Test
  void knowsTheOriginOfAUrl() {
    assertThat(Origin.of("https://IDP.example/realms/x")).isEqualTo("https://idp.example:443");
    assertThat(Origin.of("https://idp.example:443/")).isEqualTo("https://idp.example:443");
    assertThat(Origin.of("http://idp.example")).isEqualTo("http://idp.example:80");
    assertThat(Origin.of("https://idp.example@evil.example/")).isNull();
    assertThat(Origin.of("file:///etc/passwd")).isNull();
    assertThat(Origin.of("nonsense")).isNull();
  }
}
