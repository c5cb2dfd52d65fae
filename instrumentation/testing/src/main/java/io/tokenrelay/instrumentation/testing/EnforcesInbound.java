package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every HTTP server must answer in mode {@code enforce} (RFC 6750 §3). */
public abstract class EnforcesInbound extends ServesRequests {
  protected EnforcesInbound(TestServer server) {
    super(server);
  }

  @Test
  void letsAVerifiedCallerIn() throws Exception {
    assertThat(get(calling("/relay"), issuer.token("alice"))).hasToString("200 alice");
  }

  @Test
  void asksForATokenWithoutNamingAnErrorWhenThereIsNone() throws Exception {
    ClientConnection.Answer answer = get("/plain", null);

    assertThat(answer.status).isEqualTo(401);
    assertThat(answer.headers).containsEntry("WWW-Authenticate", "Bearer realm=\"tokenrelay\"");
  }

  @Test
  void refusesAForgedToken() throws Exception {
    assertInvalid(get("/plain", issuer.forgedToken("mallory")));
  }

  @Test
  void refusesAnExpiredToken() throws Exception {
    assertInvalid(get("/plain", issuer.expiredToken("alice")));
  }

  @Test
  void refusesATokenForAnotherAudience() throws Exception {
    assertInvalid(get("/plain", issuer.tokenForAnotherAudience("alice")));
  }

  @Test
  void refusesWhatIsNoToken() throws Exception {
    ClientConnection.Answer answer = get("/plain", "a b");

    assertThat(answer.status).isEqualTo(400);
    assertThat(answer.headers.get("WWW-Authenticate")).contains("error=\"invalid_request\"");
    assertJson(answer, "invalid_request");
  }

  @Test
  void refusesTwoTokens() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      ClientConnection.Answer answer =
          connection.request(
              "GET",
              "/plain",
              "Authorization",
              "Bearer " + issuer.token("alice"),
              "Authorization",
              "Bearer " + issuer.token("bob"));

      assertThat(answer.status).isEqualTo(400);
      assertJson(answer, "invalid_request");
    }
  }

  @Test
  void refusesATokenBesideOtherCredentials() throws Exception {
    String token = "Bearer " + issuer.token("alice");
    try (ClientConnection connection = new ClientConnection(port)) {
      for (String other : new String[] {"Basic dXNlcjpwYXNz", "", token + "x"}) {
        assertThat(
                connection.request("GET", "/plain", "Authorization", token, "Authorization", other)
                    .status)
            .as("before [%s]", other)
            .isEqualTo(400);
        assertThat(
                connection.request("GET", "/plain", "Authorization", other, "Authorization", token)
                    .status)
            .as("after [%s]", other)
            .isEqualTo(400);
      }
      assertThat(
              connection.request("GET", "/plain", "Authorization", "Basic dXNlcjpwYXNz, " + token)
                  .status)
          .isEqualTo(400);
    }
  }

  @Test
  void refusesATokenWithADpopKeyThatComesWithoutItsProof() throws Exception {
    assertInvalid(get("/plain", issuer.tokenSaying("alice", "\"cnf\":{\"jkt\":\"0ZcOCORZNYy\"}")));
  }

  @Test
  void letsACallerInWhoseTokenIsInACookieOrAnotherHeader() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(
              connection.request(
                  "GET", calling("/relay"), "Cookie", "estate=" + issuer.token("alice")))
          .hasToString("200 alice");
      assertThat(
              connection.request(
                  "GET", calling("/relay"), "X-Estate-Token", "Token " + issuer.token("bob")))
          .hasToString("200 bob");
      assertInvalid(
          connection.request("GET", "/plain", "Cookie", "estate=" + issuer.forgedToken("mallory")));
    }
  }

  @Test
  void refusesTwoTokensInTwoPlaces() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      ClientConnection.Answer answer =
          connection.request(
              "GET",
              "/plain",
              "X-Estate-Token",
              "Token " + issuer.token("alice"),
              "Cookie",
              "estate=" + issuer.token("bob"));

      assertThat(answer.status).isEqualTo(400);
      assertJson(answer, "invalid_request");
    }
  }

  @Test
  void tellsTheScopesThatAPathAsksFor() throws Exception {
    ClientConnection.Answer answer = get("/scoped/order", issuer.token("alice"));

    assertThat(answer.status).isEqualTo(403);
    assertThat(answer.headers)
        .containsEntry(
            "WWW-Authenticate",
            "Bearer realm=\"tokenrelay\", error=\"insufficient_scope\","
                + " error_description=\"The access token does not grant this\","
                + " scope=\"orders:read orders:write\"");
    assertJson(answer, "insufficient_scope");
    assertThat(
            get("/scoped/order", issuer.tokenSaying("alice", "\"scope\":\"orders:read\"")).status)
        .isEqualTo(403);
    assertThat(
            get(
                "/scoped/order",
                issuer.tokenSaying("alice", "\"scope\":\"orders:write x orders:read\"")))
        .hasToString("200 ok");
    assertThat(get("/scoped/order", null).status).isEqualTo(401);
    assertInvalid(get("/scoped/order", issuer.forgedToken("mallory")));
  }

  @Test
  void asksForAClaimThatAPathAsksFor() throws Exception {
    ClientConnection.Answer answer = get("/claimed", issuer.token("alice"));

    assertThat(answer.status).isEqualTo(403);
    assertThat(answer.headers.get("WWW-Authenticate"))
        .contains("error=\"insufficient_scope\"")
        .doesNotContain("scope=");
    assertThat(
            get(
                "/claimed",
                issuer.tokenSaying("alice", "\"realm\":{\"roles\":[\"user\",\"admin\"]}")))
        .hasToString("200 ok");
  }

  @Test
  void isNotTalkedOutOfARuleByTheSpellingOfAPath() throws Exception {
    for (String path :
        new String[] {
          "/scoped/",
          "/scoped/order/",
          "/%73coped/order",
          "/plain/../scoped/order",
          "/scoped;x=1/order",
          "/;/scoped/order",
          "/scoped/order;.css",
          "//scoped/order",
          "/./scoped/order"
        }) {
      assertThat(get(path, issuer.token("alice")).status).as(path).isBetween(400, 404);
    }
  }

  @Test
  void sendsNobodyAwayForGoodWhileTheKeysCannotBeHad() throws Exception {
    String token = issuer.tokenOfAnIssuerThatIsDown("alice");
    for (int i = 0; i < 2; i++) {
      long before = AgentCounters.of("KeysUnavailable");
      ClientConnection.Answer answer = get("/plain", token);

      assertThat(answer.status).isEqualTo(503);
      assertThat(answer.headers)
          .containsEntry("Retry-After", "5")
          .doesNotContainKey("WWW-Authenticate");
      assertJson(answer, "temporarily_unavailable");
      assertThat(AgentCounters.of("KeysUnavailable") - before).isEqualTo(1);
    }
    assertThat(get("/healthz", token)).hasToString("200 ok");
  }

  @Test
  void servesTheErrorPageOfARequestThatWasLetInWithoutAToken() throws Exception {
    assertThat(get(calling(TestApplication.BROKEN_HEALTH), null)).hasToString("409 nobody");
    assertThat(get(calling(TestApplication.BROKEN_HEALTH), issuer.forgedToken("mallory")))
        .hasToString("409 nobody");
  }

  @Test
  void runsNothingOfTheApplicationForARefusedRequest() throws Exception {
    int served = TestApplication.served();
    int filtered = TestApplication.filtered();

    get("/plain", null);
    get("/forward", issuer.forgedToken("mallory"));
    get("/async-dispatch", issuer.expiredToken("alice"));

    assertThat(TestApplication.served() - served).isZero();
    if (isAskedBeforeTheFilters()) {
      assertThat(TestApplication.filtered() - filtered).isZero();
    }
  }

  /** Whether the filter of the test's application, which lies in a package of ours, comes after. */
  protected boolean isAskedBeforeTheFilters() {
    return true;
  }

  /** The suites run with a rate of 100 an hour: 200 at once, and then one in 36 seconds. */
  @Test
  void turnsAwayAnAddressThatSendsTooManyForgedTokens() throws Exception {
    String token = issuer.token("mallory");
    try (ClientConnection connection = new ClientConnection(port)) {
      for (int i = 1; i <= 200; i++) {
        assertInvalid(getFrom(connection, "203.0.113.7", TestIssuer.damaged(token, i)));
      }
      int sent = 200;
      ClientConnection.Answer answer;
      do {
        answer = getFrom(connection, "203.0.113.7", TestIssuer.damaged(token, ++sent));
      } while (answer.status == 401 && sent < 300); // more than an hour gives back
      assertThat(answer.status).isEqualTo(429);
      assertThat(answer.headers).containsEntry("Retry-After", "5");
      assertJson(answer, "too_many_requests");
      assertInvalid(getFrom(connection, "203.0.113.8", TestIssuer.damaged(token, ++sent)));
      assertThat(getFrom(connection, "203.0.113.8", token).status).isEqualTo(200);
      assertThat(getFrom(connection, "203.0.113.7", token).status)
          .as("with a token that is known to be good")
          .isEqualTo(200);
    }
  }

  private static ClientConnection.Answer getFrom(
      ClientConnection connection, String address, String token) throws Exception {
    return connection.request(
        "GET", "/plain", "X-Forwarded-For", address, "Authorization", "Bearer " + token);
  }

  @Test
  void leavesHealthChecksFree() throws Exception {
    assertThat(get("/healthz", null)).hasToString("200 ok");
    assertThat(get("/actuator/health/liveness", null)).hasToString("200 ok");
    assertThat(get("/healthz", issuer.forgedToken("mallory"))).hasToString("200 ok");
    assertThat(get("/healthz/more", null).status).isEqualTo(401);
  }

  @Test
  void isNotTalkedOutOfItByAPathThatLooksLikeAHealthCheck() throws Exception {
    for (String path :
        new String[] {
          "/plain;/healthz",
          "/plain/../healthz",
          "/plain/..;/healthz",
          "/plain/%2e%2e/healthz",
          "/plain/../actuator/health",
          "/healthz;/../plain",
          "/healthz/../plain",
          "//healthz/x",
          "/HEALTHZ"
        }) {
      assertThat(get(path, null).status).as(path).isBetween(400, 401);
    }
  }

  @Test
  void leavesCorsPreflightsFree() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      assertThat(
              connection.request(
                  "OPTIONS",
                  "/plain",
                  "Origin",
                  "https://app.test",
                  "Access-Control-Request-Method",
                  "GET"))
          .hasToString("200 ok");
      assertThat(connection.request("OPTIONS", "/plain").status).isEqualTo(401);
    }
  }

  @Test
  void letsAWebApplicationReadWhyItIsRefused() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      ClientConnection.Answer answer =
          connection.request("GET", "/plain", "Origin", "https://app.test");
      assertThat(answer.status).isEqualTo(401);
      assertThat(answer.headers)
          .containsEntry("Access-Control-Allow-Origin", "https://app.test")
          .containsEntry("Access-Control-Allow-Credentials", "true")
          .containsEntry("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After")
          .containsEntry("Vary", "Origin")
          .containsEntry("WWW-Authenticate", "Bearer realm=\"tokenrelay\"");

      answer = connection.request("GET", "/plain", "Origin", "https://evil.test");
      assertThat(answer.status).isEqualTo(401);
      assertThat(answer.headers)
          .containsEntry("Vary", "Origin")
          .doesNotContainKeys("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials");
    }
  }

  @Test
  void servesTheNextRequestOfAConnectionAfterARefusal() throws Exception {
    try (ClientConnection connection = new ClientConnection(port)) {
      for (int i = 0; i < 10; i++) {
        assertThat(connection.get("/plain", null).status).isEqualTo(401);
        assertThat(connection.get(calling("/relay"), issuer.token("alice")))
            .hasToString("200 alice");
        assertInvalid(connection.get(calling("/relay"), issuer.forgedToken("mallory")));
        assertThat(connection.get(calling("/error"), issuer.token("bob")).body).isEqualTo("bob");
      }
    }
  }

  private static void assertInvalid(ClientConnection.Answer answer) {
    assertThat(answer.status).isEqualTo(401);
    assertThat(answer.headers.get("WWW-Authenticate"))
        .startsWith("Bearer realm=\"tokenrelay\"")
        .contains("error=\"invalid_token\"")
        .doesNotContain("eyJ");
    assertJson(answer, "invalid_token");
  }

  private static void assertJson(ClientConnection.Answer answer, String error) {
    assertThat(answer.headers.get("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body).startsWith("{").contains("\"" + error + "\"").endsWith("}");
  }
}
