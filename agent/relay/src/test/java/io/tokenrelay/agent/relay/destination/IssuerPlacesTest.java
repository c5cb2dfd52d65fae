package io.tokenrelay.agent.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an issuer is spoken to gets no token; what shares its host does. */
class IssuerPlacesTest {
  private static final Token TOKEN = TestTokens.of("alice").build();

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "https://idp.internal/realms/x/protocol/openid-connect/token | GUARD_ISSUER",
        "https://idp.internal/realms/x                               | GUARD_ISSUER",
        "https://idp.internal/realms/x?a=b                           | GUARD_ISSUER",
        "https://idp.internal/realms/x/                              | GUARD_ISSUER",
        "https://IDP.internal.:443/REALMS/x/token                    | GUARD_ISSUER",
        "http://idp.internal/realms/x                                | GUARD_ISSUER",
        // other ways to write it
        "https://idp.internal/realms/%78/token                       | GUARD_ISSUER",
        "https://idp.internal/realms/%2578/token                     | GUARD_ISSUER",
        "https://idp.internal//realms//x/token                       | GUARD_ISSUER",
        "https://idp.internal/api/../realms/x/token                  | GUARD_ISSUER",
        "https://idp.internal/api/%2e%2e/realms/x/token              | GUARD_ISSUER",
        "https://idp.internal/api/..;a=b/realms/x/token              | GUARD_ISSUER",
        "https://idp.internal/realms;v=1/x/token                     | GUARD_ISSUER",
        "https://idp.internal/realms/x;v=1                           | GUARD_ISSUER",
        "https://idp.internal/./realms/./x                           | GUARD_ISSUER",
        "https://idp.internal/realms%2Fx/token                       | GUARD_ISSUER",
        "https://idp.internal/api\\..\\realms\\x                      | GUARD_ISSUER",
        // what shares its host
        "https://idp.internal/                                       | ALLOWED_BOUNDARY",
        "https://idp.internal/orders/42                              | ALLOWED_BOUNDARY",
        "https://idp.internal/realms                                 | ALLOWED_BOUNDARY",
        "https://idp.internal/realms/xy/token                        | ALLOWED_BOUNDARY",
        "https://idp.internal/realms/y/token                         | ALLOWED_BOUNDARY",
        "https://idp.internal/api/realms/x/token                     | ALLOWED_BOUNDARY",
        "https://idp.internal/orders?u=/realms/x/token               | ALLOWED_BOUNDARY",
        "https://idp.internal/files/a%2Fb%20c                        | ALLOWED_BOUNDARY",
        "https://idp.internal/.well-known/x                          | ALLOWED_BOUNDARY",
        "https://idp.internal:8443/realms/x/token                    | ALLOWED_BOUNDARY",
        "https://not-idp.internal/realms/x                           | ALLOWED_BOUNDARY",
        // endpoints that are configured
        "http://keys_server:8081/jwks                                | GUARD_ISSUER",
        "http://keys_server:8081/jwks?v=1                            | GUARD_ISSUER",
        "http://keys_server:8081/                                    | ALLOWED_BOUNDARY",
        "http://keys_server:8081/jwks2                               | ALLOWED_BOUNDARY",
        "http://keys_server/jwks                                     | ALLOWED_BOUNDARY",
        "http://[0::1]:9001/jwks                                     | GUARD_ISSUER",
        // an issuer without a path
        "http://127.0.0.1:9000/jwks                                  | GUARD_ISSUER",
        "http://127.0.0.1:9000/                                      | GUARD_ISSUER",
        "http://[::ffff:127.0.0.1]:9000/jwks                         | GUARD_ISSUER",
        "http://2130706433:9000/jwks                                 | GUARD_ISSUER",
        "http://127.0.0.1:9001/                                      | ALLOWED_BOUNDARY",
        // loopback is one place
        "http://[::1]:9000/jwks                                      | GUARD_ISSUER",
        "http://localhost:9000/jwks                                  | GUARD_ISSUER",
        "http://127.9.9.9:9000/jwks                                  | GUARD_ISSUER",
        "http://127.0.0.1:9001/jwks                                  | GUARD_ISSUER",
        "http://localhost:9001/jwks/%00                              | GUARD_ISSUER",
        "http://10.0.0.1:9000/jwks                                   | ALLOWED_BOUNDARY",
        // what may be cut off behind a name
        "https://idp.internal/realms/x%00                            | GUARD_ISSUER",
        "https://idp.internal/realms/x%0a                            | GUARD_ISSUER",
        "https://idp.internal/realms/x%20                            | GUARD_ISSUER",
        "https://idp.internal/realms/x%2500                          | GUARD_ISSUER",
        "https://idp.internal/realms/x%23y                           | GUARD_ISSUER",
        "https://idp.internal//realms/x%09y                          | GUARD_ISSUER",
        "https://idp.internal/realms/x%79                            | ALLOWED_BOUNDARY",
        "https://idp.internal/realms/x%C3%A9                         | ALLOWED_BOUNDARY",
        "https://idp.internal/realms/x%2Dy                           | ALLOWED_BOUNDARY",
      })
  void leavesTheIssuersOwnUrlsAlone(String url, Decision expected) {
    DestinationPolicy policy =
        new Settings.Destinations()
            .issuerUrl("https://idp.internal/realms/x")
            .issuerEndpoint("http://keys_server:8081/jwks")
            .issuerEndpoint("http://[::1]:9001/jwks/")
            .issuerUrl("http://127.0.0.1:9000/")
            .build();
    assertThat(policy.decide(TOKEN, TestHop.to(url))).isEqualTo(expected);
  }

  @Test
  void leavesEndpointsAloneFromWhenTheyAreAnnounced() {
    DestinationPolicy policy =
        new Settings.Destinations().issuerUrl("https://idp.internal/realms/x").build();
    TestHop token = TestHop.to("https://login.internal/oauth2/token");
    TestHop orders = TestHop.to("https://login.internal/orders");
    assertThat(policy.decide(TOKEN, token)).isEqualTo(Decision.ALLOWED_BOUNDARY);
    policy.issuers().addAnnounced("https://login.internal/oauth2/token");
    policy.issuers().addAnnounced("not a URL");
    assertThat(policy.decide(TOKEN, token)).isEqualTo(Decision.GUARD_ISSUER);
    assertThat(policy.decide(TOKEN, orders)).isEqualTo(Decision.ALLOWED_BOUNDARY);
  }

  @Test
  void isNotSlowedDownByADocumentWithThousandsOfEndpoints() {
    DestinationPolicy policy =
        new Settings.Destinations().issuerUrl("https://idp.internal/realms/x").build();
    for (int i = 0; i < 5_000; i++) {
      policy.issuers().addAnnounced("https://h" + i + ".internal/token");
    }
    assertThat(policy.decide(TOKEN, TestHop.to("https://h0.internal/token")))
        .isEqualTo(Decision.GUARD_ISSUER);
    assertThat(policy.decide(TOKEN, TestHop.to("https://h4999.internal/token")))
        .isEqualTo(Decision.ALLOWED_BOUNDARY);
  }

  @ParameterizedTest(name = "{0} at {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "http://sso.internal:9000/realms/x/token | 127.0.0.1 | GUARD_ISSUER",
        "http://sso.internal:9000/oauth2/token   | 127.0.0.1 | GUARD_ISSUER",
        "http://127.0.0.1:9000/realms/x          | 127.0.0.1 | GUARD_ISSUER",
        // many services stand behind one address
        "http://orders.internal:9000/orders      | 127.0.0.1 | ALLOWED_BOUNDARY",
        "http://sso.internal:9001/realms/x/token | 127.0.0.1 | ALLOWED_BOUNDARY",
        "http://sso.internal:9000/realms/x/token | 10.0.0.2  | ALLOWED_BOUNDARY",
        // loopback is one place
        "http://sso.internal:9000/realms/x/token | 127.0.0.2 | GUARD_ISSUER",
        "http://sso.internal:9000/realms/x/token | ::1       | GUARD_ISSUER",
        "http://[::1]:9000/oauth2/token          | ::1       | GUARD_ISSUER",
        "http://[::1]:9000/orders                | ::1       | ALLOWED_BOUNDARY",
        "http://[::1]:9001/oauth2/token          | ::1       | ALLOWED_BOUNDARY",
      })
  void knowsAnotherNameOfTheIssuerByItsAddress(String url, String peer, Decision expected) {
    DestinationPolicy policy =
        new Settings.Destinations()
            .issuerUrl("http://localhost:9000/realms/x")
            .issuerEndpoint("http://localhost:9000/oauth2/token")
            .build();
    policy.issuers().locate();
    assertThat(policy.decide(TOKEN, TestHop.to(url).connectedTo(peer))).isEqualTo(expected);
  }

  @Test
  void doesNotTakeEverythingAtTheAddressOfAnIssuerWithoutAPathForTheIssuer() {
    DestinationPolicy policy =
        new Settings.Destinations()
            .issuerUrl("http://localhost:9000")
            .issuerEndpoint("http://localhost:9000/token")
            .build();
    policy.issuers().locate();
    TestHop orders = TestHop.to("http://orders:9000/x").connectedTo("127.0.0.1");
    TestHop token = TestHop.to("http://sso:9000/token").connectedTo("127.0.0.1");
    assertThat(policy.decide(TOKEN, orders)).isEqualTo(Decision.ALLOWED_BOUNDARY);
    assertThat(policy.decide(TOKEN, token)).isEqualTo(Decision.GUARD_ISSUER);
  }
}
