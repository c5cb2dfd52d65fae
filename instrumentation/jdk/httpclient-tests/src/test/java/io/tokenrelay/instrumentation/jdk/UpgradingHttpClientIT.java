package io.tokenrelay.instrumentation.jdk;

import java.net.http.HttpClient.Version;

/** As {@code HttpClient.newHttpClient()}: it offers HTTP/2, and the service does not take it. */
class UpgradingHttpClientIT extends HttpClientSuite {
  UpgradingHttpClientIT() {
    super(version());
  }

  private static Version version() {
    Servers.speaking(Version.HTTP_1_1);
    return Version.HTTP_2;
  }
}
