package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;

/**
 * What a server of HTTP/2 must do: one connection is many callers at once. It speaks it in plain
 * text, to clients that know so beforehand.
 */
public abstract class ServesHttp2 extends ServesRequests {
  private static final String[] WAYS = {
    "/relay", "/forward", "/async-dispatch", "/async-start", "/async-complete", "/async-write"
  };
  private static final int ROUNDS = 20;
  private static final int USERS = 10;

  protected ServesHttp2(TestServer server) {
    super(server);
  }

  @Test
  void noDispatchOfAStreamSeesAHeaderThatWasRemoved() throws Exception {
    get("/", null);
    AgentCounters.of("TokenValid"); // its MBean comes after the first request
    RemovedHeader header = RemovedHeader.fromNowOn();
    try (Http2Connection connection = new Http2Connection(port)) {
      TestApplication.seen(); // forget
      for (String way : WAYS) {
        connection
            .getWith(calling(way), "X-Jwt-Payload", "forged", "x-jwt-payload", "forged", "X-A", "a")
            .get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(header.count()).isEqualTo(WAYS.length);
    assertThat(TestApplication.seen())
        .hasSizeGreaterThan(WAYS.length)
        .allSatisfy(seen -> assertThat(seen).contains("x-a=[a]").doesNotContain("forged"));
  }

  @Test
  void eachStreamOfAConnectionHasItsOwnCaller() throws Exception {
    List<String> expected = new ArrayList<>();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    try (Http2Connection connection = new Http2Connection(port)) {
      for (int round = 0; round < ROUNDS; round++) {
        for (String way : WAYS) {
          String user = round % 3 == 0 ? "nobody" : "user" + round % USERS;
          expected.add(way + ' ' + Protocol.H2_PRIOR_KNOWLEDGE + ' ' + user);
          answers.add(
              connection.get(calling(way), tokenOf(user)).thenApply(answer -> way + ' ' + answer));
        }
      }
      List<String> got = new ArrayList<>();
      for (CompletableFuture<String> answer : answers) {
        got.add(answer.get(60, TimeUnit.SECONDS));
      }

      assertThat(got).isEqualTo(expected);
      assertThat(connection.connections()).isEqualTo(1);
    }
  }
}
