package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedTest {
  private final Shared<String> shared = new Shared<>();

  @Test
  void makesEqualValuesOneObject() {
    String first = shared.share(new String("orders"));
    assertThat(shared.share(new String("orders"))).isSameAs(first);
  }

  @Test
  void neverMixesValuesUpHoweverManyThereAre() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 10_000; i++) {
        assertThat(shared.share("audience-" + i)).isEqualTo("audience-" + i);
      }
    }
  }

  @Test
  void tokensOfOneClientShareWhatTheySay() {
    Token one = TestTokens.of("alice").client(new String("shop")).build();
    Token other = TestTokens.of("bob").client(new String("shop")).build();
    assertThat(one.client()).isSameAs(other.client());
    assertThat(one.audiences()).isSameAs(other.audiences());
  }
}
