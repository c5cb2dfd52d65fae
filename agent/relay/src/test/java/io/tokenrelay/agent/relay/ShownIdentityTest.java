package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Token;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownIdentityTest {
  @Test
  void saysThreeClaimsAndTheTimeOfExpiry() {
    ShownIdentity shown =
        ShownIdentity.of(TestTokens.of("alice").client("web").expiresAt(4_000).build());

    assertThat(shown.asMap())
        .hasToString("{issuer=" + TestTokens.ISSUER + ", subject=alice, client=web}");
    assertThat(shown.expiresAt()).isEqualTo(4_000);
  }

  @Test
  void saysNothingOfATokenThatWasNotVerified() {
    assertThat(ShownIdentity.of(Token.unverified("opaque"))).isNull();
  }

  @Test
  void saysWhichClientCallsIfThereIsNoUser() {
    ShownIdentity shown = ShownIdentity.of(Token.verified("t", "idp").client("batch").build());

    assertThat(shown.asMap()).hasToString("{issuer=idp, client=batch}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice\nINFO forged line",
        "alice\r",
        "\u001b[2Jalice",
        "alice\u0000",
        "alice\u0085",
        "alice\u2028",
        "alice\u202egpj.exe"
      })
  void aSubjectThatCouldForgeALineIsNobodysName(String subject) {
    assertThat(ShownIdentity.of(TestTokens.of("x").subject(subject).build())).isNull();
    assertThat(ShownIdentity.of(TestTokens.of("x").client(subject).build()).client()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "Zo\u00eb M\u00fcller", "\u738b", "auth0|5f7", "a b@c.d"})
  void namesOfPeopleAreShownAsTheyAre(String subject) {
    assertThat(ShownIdentity.of(TestTokens.of("x").subject(subject).build()).subject())
        .isEqualTo(subject);
  }

  @Test
  void aSubjectThatIsLongerThanAnySubjectMayBeIsNobodysName() {
    String longest = String.join("", Collections.nCopies(255, "a"));

    assertThat(ShownIdentity.of(TestTokens.of("x").subject(longest).build())).isNotNull();
    assertThat(ShownIdentity.of(TestTokens.of("x").subject(longest + "a").build())).isNull();
  }
}
