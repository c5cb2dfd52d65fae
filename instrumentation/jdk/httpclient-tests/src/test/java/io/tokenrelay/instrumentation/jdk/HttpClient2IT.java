package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HttpClient2IT extends HttpClientSuite {
  HttpClient2IT() {
    super(Servers.speaking(Version.HTTP_2));
  }

  /** HTTP/2 has no upgrade; {@link HttpClient1IT} tries them. */
  @Override
  protected String get(String url, String... headers) throws Exception {
    assumeThat(headers).doesNotContain("Upgrade");
    return super.get(url, headers);
  }

  @Test
  void eachStreamOfAConnectionHasItsOwnCaller() throws Exception {
    get(downstream.inEstate("/")); // by HTTP/1.1, and upgraded
    List<String> expected = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int call = 0; call < 60; call++) {
      String user = call % 4 == 0 ? "nobody" : "user" + call % 7;
      expected.add(Version.HTTP_2 + " " + user);
      answers.add(
          asUser(
              user,
              () ->
                  client.sendAsync(
                      request(downstream.inEstate("/hold")).build(), BodyHandlers.ofString())));
    }
    downstream.release();
    List<String> got = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      HttpResponse<String> response = answer.get(30, TimeUnit.SECONDS);
      got.add(response.version() + " " + response.body());
    }
    assertThat(got).isEqualTo(expected);
  }

  @Test
  void relaysOnTheRequestThatAsksForHttp2() throws Exception {
    for (String user : new String[] {"alice", "nobody", "bob"}) {
      HttpClient fresh = builder().build();
      HttpResponse<String> response =
          asUser(
              user,
              () -> fresh.send(request(downstream.inEstate("/")).build(), BodyHandlers.ofString()));
      assertThat(response.version() + " " + response.body()).isEqualTo(Version.HTTP_2 + " " + user);
    }
  }
}
