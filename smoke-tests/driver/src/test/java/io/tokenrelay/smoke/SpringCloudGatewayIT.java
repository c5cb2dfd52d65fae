package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.smoke.SpringCloudGateway.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spring Cloud Gateway, in which the client's connections are everybody's: for four users and
 * nobody at the same time, by every route, whether the token came as a header, which the gateway
 * hands on by itself where it is not told to keep it, or as a cookie.
 */
class SpringCloudGatewayIT {
  private static final String NOBODY = "nobody";
  private static final String[] CALLERS = {"alice", "bob", "carol", "dave", NOBODY};
  private static final int ROUNDS = 10;
  private static final int THREADS = 8;

  static Stream<Kind> kinds() {
    String webmvc = "spring.cloud.gateway.server.webmvc";
    String webflux = "spring.cloud.gateway.server.webflux";
    String before = "spring.cloud.gateway";
    String factory = "--spring.http.client.factory=";
    String netty = "HttpClientCodec$Encoder";
    return Stream.of(
        new Kind(
            "gateway-webmvc-jdk",
            "jdk/internal/net/http/MultiExchange",
            "webmvc",
            webmvc,
            false,
            factory + "jdk"),
        new Kind(
            "gateway-webmvc-apache",
            "hc.core5.http.impl.io.HttpRequestExecutor",
            "webmvc",
            webmvc,
            false,
            factory + "http-components"),
        new Kind("gateway-webmvc-reactor", netty, "webmvc", webmvc, false, factory + "reactor"),
        new Kind("gateway-webflux", netty, "webflux", webflux, false, fewConnections(webflux)),
        new Kind(
            "gateway-webflux-3.1", netty, "webflux-3.1", before, true, fewConnections(before)));
  }

  private static String[] fewConnections(String prefix) {
    String pool = "--" + prefix + ".httpclient.pool.";
    return new String[] {pool + "type=FIXED", pool + "max-connections=2"};
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void takesEachCallersTokenToTheEstateAndAddsNoneForAStranger(Kind kind) throws Exception {
    Path folder = SpringCloudGateway.folderOf(kind);
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    Map<String, String> tokens = new HashMap<>();
    for (String caller : CALLERS) {
      if (!caller.equals(NOBODY)) {
        tokens.put(caller, issuer.token(caller));
      }
    }
    try (SpringCloudGateway gateway = SpringCloudGateway.start(kind, folder, issuer)) {
      assertThat(wrongCalls(gateway, tokens)).isEmpty();
      List<String> lines = gateway.agentLines();
      assertThat(lines.stream().filter(line -> line.matches(".* (WARN|ERROR) .*"))).isEmpty();
      assertThat(lines.stream().filter(line -> line.contains("woven")))
          .as("the client")
          .anyMatch(line -> line.contains(kind.client()));
    }
    Logs.holdNoToken(folder);
  }

  private static List<String> wrongCalls(SpringCloudGateway gateway, Map<String, String> tokens)
      throws Exception {
    ExecutorService visitors = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<String>> outcomes = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        for (String caller : CALLERS) {
          for (String route : new String[] {"/orders/", "/stock/", "/partner/"}) {
            for (String kept : new String[] {"", "/kept"}) {
              for (boolean inCookie : new boolean[] {false, true}) {
                String path = kept + route + caller + "-" + outcomes.size();
                outcomes.add(
                    visitors.submit(
                        () -> outcome(gateway, path, caller, tokens.get(caller), inCookie)));
              }
            }
          }
        }
      }
      List<String> wrong = new ArrayList<>();
      for (Future<String> outcome : outcomes) {
        if (!outcome.get().isEmpty()) {
          wrong.add(outcome.get());
        }
      }
      assertThat(outcomes).hasSize(ROUNDS * CALLERS.length * 12);
      return wrong;
    } finally {
      visitors.shutdownNow();
    }
  }

  /** Empty if all is right. */
  private static String outcome(
      SpringCloudGateway gateway, String path, String caller, String token, boolean inCookie)
      throws Exception {
    boolean stranger = path.contains("/partner/");
    boolean handedOn = !inCookie && !path.startsWith("/kept/"); // by the gateway
    String expected = token == null || (stranger && !handedOn) ? NOBODY : caller;
    int status = gateway.get(path, token, inCookie);
    String[] parts = path.split("/");
    List<Sighting> seen = gateway.ledger.at(parts[parts.length - 2], parts[parts.length - 1]);
    String arrived = seen.size() == 1 ? users(seen.get(0).bearers()) : seen.size() + " calls";
    return status == 200 && arrived.equals(expected)
        ? ""
        : path + (inCookie ? " by cookie: " : ": ") + status + ", " + arrived;
  }

  private static String users(List<Bearer> bearers) {
    if (bearers.isEmpty()) {
      return NOBODY;
    }
    Bearer only = bearers.get(0);
    return bearers.size() > 1 ? "several" : only.genuine() ? only.user() : "somebody else";
  }
}
