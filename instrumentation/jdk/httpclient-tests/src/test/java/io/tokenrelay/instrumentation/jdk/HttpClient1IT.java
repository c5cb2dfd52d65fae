package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient.Version;
import org.junit.jupiter.api.Test;

class HttpClient1IT extends HttpClientSuite {
  HttpClient1IT() {
    super(Servers.speaking(Version.HTTP_1_1));
  }

  @Test
  void relaysOnceMoreWhenAConnectionWasDropped() throws Exception {
    get(downstream.inEstate("/")); // leaves a connection to be reused

    assertThat(asUser("alice", () -> get(downstream.inEstate("/drop-once"))))
        .isEqualTo("200 alice");
    assertThat(users()).containsExactly(null, "alice", "alice");
  }
}
