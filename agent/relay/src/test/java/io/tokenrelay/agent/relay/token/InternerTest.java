package io.tokenrelay.agent.relay.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.testing.TestTokens;
import org.junit.jupiter.api.Test;

class InternerTest {
  private final Interner<String> interner = new Interner<>();

  @Test
  void makesEqualValuesOneObject() {
    String first = interner.intern(new String("orders"));
    assertThat(interner.intern(new String("orders"))).isSameAs(first);
  }

  @Test
  void neverConfusesValuesHoweverManyThereAre() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 10_000; i++) {
        assertThat(interner.intern("audience-" + i)).isEqualTo("audience-" + i);
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
