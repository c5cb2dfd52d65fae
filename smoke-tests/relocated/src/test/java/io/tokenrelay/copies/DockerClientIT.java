package io.tokenrelay.copies;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.auth.AuthScope;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.classic.methods.HttpGet;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.impl.classic.HttpClients;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.io.entity.EntityUtils;
import io.tokenrelay.instrumentation.testing.CallsForUsers;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A copy as it is published: the HttpClient 5 in docker-java's transport. */
class DockerClientIT extends CallsForUsers {
  @Test
  void relaysTheTokenOfTheCallerWithinTheEstateAlone() throws Exception {
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      String inside = downstream.inEstate("/");
      assertThat(callers.as(issuer.token("alice"), () -> get(client, inside)))
          .isEqualTo("200 alice");
      assertThat(callers.as(issuer.token("bob"), () -> get(client, inside))).isEqualTo("200 bob");
      assertThat(callers.as(null, () -> get(client, inside))).isEqualTo("200 nobody");
      assertThat(callers.as(issuer.token("alice"), () -> get(client, downstream.asStranger("/"))))
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void leavesACallToItsClientsOwnCredentials() throws Exception {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(null, downstream.port()),
        new UsernamePasswordCredentials("robot", "secret".toCharArray()));
    try (CloseableHttpClient client =
        HttpClients.custom().setDefaultCredentialsProvider(credentials).build()) {
      assertThat(callers.as(issuer.token("alice"), () -> get(client, downstream.inEstate("/"))))
          .isEqualTo("200 nobody");
    }
  }

  private static String get(CloseableHttpClient client, String url) throws IOException {
    return client.execute(
        new HttpGet(url),
        response -> response.getCode() + " " + EntityUtils.toString(response.getEntity()));
  }
}
