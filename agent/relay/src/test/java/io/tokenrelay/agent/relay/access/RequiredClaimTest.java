package io.tokenrelay.agent.relay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.relay.testing.TestClaims;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredClaimTest {
  private final TestClaims claims =
      new TestClaims()
          .with("tenant", "acme")
          .with("level", 3L)
          .with("email_verified", true)
          .with("roles", Arrays.asList("buyer", "admin"))
          .with("realm_access/roles", Arrays.asList("customer"))
          .with("https://shop.example/tier", "gold")
          .with("a/b", "slash");

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "tenant, true",
    "tenant=acme, true",
    "' tenant = acme ', true",
    "tenant=Acme, false",
    "tenant=acm, false",
    "Tenant, false",
    "level, true",
    "level=3, true",
    "level=03, false",
    "email_verified=true, true",
    "email_verified=false, false",
    "roles, true",
    "roles=admin, true",
    "roles=adm, false",
    "'roles=buyer,admin', false",
    "/roles=admin, true",
    "realm_access, false",
    "/realm_access/roles=customer, true",
    "/realm_access/roles=admin, false",
    "/realm_access/groups, false",
    "https://shop.example/tier=gold, true",
    "/a~1b=slash, true",
    "missing, false",
    "missing=, refused",
    "=acme, refused",
    "/, refused",
    "/realm_access/, refused",
  })
  void isFoundWhereItSays(String text, String expected) {
    if (expected.equals("refused")) {
      assertThatThrownBy(() -> RequiredClaim.of(text)).hasMessageContaining("'" + text + "'");
    } else {
      assertThat(RequiredClaim.of(text).isIn(claims)).isEqualTo(Boolean.valueOf(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "=", "//a"})
  void refusesWhatNamesNoClaim(String text) {
    assertThatThrownBy(() -> RequiredClaim.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
