package io.tokenrelay.instrumentation.reactornetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.ClientConnection;
import io.tokenrelay.instrumentation.testing.ServesRequests;
import org.junit.jupiter.api.Test;

/** What is answered in mode {@code enforce} (RFC 6750 §3). */
class WebFluxEnforcesIT extends ServesRequests {
  WebFluxEnforcesIT() {
    super(new WebFluxServer());
  }

  @Test
  void letsAVerifiedCallerIn() throws Exception {
    assertThat(get(calling("/subscribe-on"), issuer.token("alice"))).hasToString("200 alice");
  }

  @Test
  void asksForATokenWithoutNamingAnErrorWhenThereIsNone() throws Exception {
    ClientConnection.Answer answer = get("/ok", null);

    assertThat(answer.status).isEqualTo(401);
    assertThat(answer.headers).containsEntry("WWW-Authenticate", "Bearer realm=\"tokenrelay\"");
    assertThat(answer.body).isEmpty();
  }

  @Test
  void refusesWhatIsNotToBeBelieved() throws Exception {
    assertInvalid(get("/ok", issuer.forgedToken("mallory")));
    assertInvalid(get("/ok", issuer.expiredToken("alice")));
    assertInvalid(get("/ok", issuer.tokenForAnotherAudience("alice")));
    ClientConnection.Answer malformed = get("/ok", "a b");
    assertThat(malformed.status).isEqualTo(400);
    assertThat(malformed.body).contains("\"invalid_request\"");
  }

  @Test
  void sendsNobodyAwayForGoodWhileTheKeysCannotBeHad() throws Exception {
    ClientConnection.Answer answer = get("/ok", issuer.tokenOfAnIssuerThatIsDown("alice"));

    assertThat(answer.status).isEqualTo(503);
    assertThat(answer.headers).containsEntry("Retry-After", "5");
  }

  @Test
  void tellsTheScopesThatAPathAsksFor() throws Exception {
    assertThat(get("/scoped/order", issuer.token("alice")).status).isEqualTo(403);
    assertThat(
            get(
                "/scoped/order",
                issuer.tokenSaying("alice", "\"scope\":\"orders:write orders:read\"")))
        .hasToString("200 ok");
  }

  @Test
  void isNotTalkedOutOfARuleByTheSpellingOfAPath() throws Exception {
    for (String path :
        new String[] {
          "/scoped/order/",
          "/%73coped/order",
          "/scoped%2Forder",
          "/ok/../scoped/order",
          "/scoped;x=1/order",
          "/scoped/order;x=1",
          "//scoped/order",
          "/./scoped/order",
          "http://127.0.0.1/scoped/order",
          "/scoped/order#x"
        }) {
      assertThat(get(path, issuer.token("alice")).status).as(path).isBetween(400, 404);
    }
  }

  @Test
  void leavesHealthChecksFreeAndNothingThatLooksLikeThem() throws Exception {
    assertThat(get("/healthz", null)).hasToString("200 ok");
    assertThat(get("/healthz", issuer.forgedToken("mallory"))).hasToString("200 ok");
    assertThat(get("http://127.0.0.1/healthz", null)).hasToString("200 ok");
    for (String path :
        new String[] {
          "/ok;/healthz",
          "/ok/../healthz",
          "/healthz/../ok",
          "/HEALTHZ",
          "/healthz/x",
          "http://x?/healthz",
          "http://x#/healthz"
        }) {
      assertThat(get(path, null).status).as(path).isBetween(400, 401);
    }
  }

  @Test
  void servesTheNextRequestOfAConnectionAfterARefusal() throws Exception {
    String alice = issuer.token("alice");
    String forged = issuer.forgedToken("mallory");
    try (ClientConnection connection = new ClientConnection(port)) {
      for (int i = 0; i < 10; i++) {
        assertThat(connection.get("/ok", null).status).isEqualTo(401);
        assertThat(connection.get(calling("/publish-on"), alice)).hasToString("200 alice");
        assertInvalid(connection.get(calling("/publish-on"), forged));
      }
    }
  }

  private static void assertInvalid(ClientConnection.Answer answer) {
    assertThat(answer.status).isEqualTo(401);
    assertThat(answer.headers.get("WWW-Authenticate"))
        .startsWith("Bearer realm=\"tokenrelay\"")
        .contains("error=\"invalid_token\"")
        .doesNotContain("eyJ");
    assertThat(answer.headers.get("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body).contains("\"invalid_token\"");
  }
}
