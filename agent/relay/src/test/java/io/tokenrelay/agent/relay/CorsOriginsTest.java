package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.relay.testing.TestRequest;
import io.tokenrelay.instrumentation.spi.Rejection;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsOriginsTest {
  private static final String ALLOWED = "Access-Control-Allow-Origin";

  private final Rejection expired = new Rejections("r", 5).invalid();

  private Map<String, String> headers(CorsOrigins origins, String origin) {
    return origins.open(expired, new TestRequest().with("Origin", origin)).headers();
  }

  @Test
  void letsTheOriginsThatAreListedReadARejection() {
    CorsOrigins origins = CorsOrigins.of(Arrays.asList("https://app.example", "http://[::1]:3000"));
    assertThat(headers(origins, "https://app.example"))
        .containsEntry(ALLOWED, "https://app.example")
        .containsEntry("Vary", "Origin")
        .containsEntry("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After")
        .containsKey("WWW-Authenticate");
    assertThat(headers(origins, "http://[::1]:3000")).containsEntry(ALLOWED, "http://[::1]:3000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example",
        "https://app.example:8443",
        "https://app.example.evil.example",
        "https://evil-app.example",
        "https://app.example/",
        "https://APP.example",
        "https://app.example\r\nX: y",
        "null",
        "*",
        ""
      })
  void letsNoOtherOriginReadARejection(String origin) {
    CorsOrigins origins = CorsOrigins.of(Collections.singletonList("https://app.example"));
    assertThat(headers(origins, origin)).doesNotContainKey(ALLOWED).containsEntry("Vary", "Origin");
  }

  @Test
  void comparesWithTheOriginAsABrowserWritesIt() {
    CorsOrigins origins =
        CorsOrigins.of(Arrays.asList("HTTPS://App.Example:443", "http://app.example:80"));
    assertThat(headers(origins, "https://app.example")).containsKey(ALLOWED);
    assertThat(headers(origins, "http://app.example")).containsKey(ALLOWED);
  }

  @Test
  void addsNothingWhenNoOriginIsListed() {
    assertThat(
            CorsOrigins.of(Collections.<String>emptyList())
                .open(expired, new TestRequest().with("Origin", "https://a.b")))
        .isSameAs(expired);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "",
        "app.example",
        "https://*.example",
        "https://app.example/",
        "https://app.example/x",
        "https://app.example?x",
        "https://app.example#x",
        "https://me@app.example",
        "https://",
        "file:///x",
        "https://app.example https://b.example"
      })
  void refusesWhatIsNotAnOrigin(String text) {
    assertThatThrownBy(() -> CorsOrigins.of(Collections.singletonList(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
