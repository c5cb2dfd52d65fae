package io.tokenrelay.smoke;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the agent's counters from its status port ({@code tokenrelay.health.http-port}). */
record AgentStatus(int port) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern COUNTER = Pattern.compile("\"([a-z.]+)\"\\s*:\\s*(\\d+)");

  /** The property wants a number, so it is one that was free a moment ago. */
  static AgentStatus onFreePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return new AgentStatus(socket.getLocalPort());
    }
  }

  /** Empty if nobody answers: no agent, or an agent that is switched off. */
  Counts read() throws InterruptedException {
    try {
      return new Counts(
          parse(
              HTTP.send(
                      HttpRequest.newBuilder(
                              URI.create("http://127.0.0.1:" + port + "/status.json"))
                          .timeout(Duration.ofSeconds(5))
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body()));
    } catch (IOException nobody) {
      return Counts.NONE;
    }
  }

  private static Map<String, Long> parse(String json) {
    Map<String, Long> counters = new TreeMap<>();
    Matcher matcher = COUNTER.matcher(json);
    while (matcher.find()) {
      counters.put(matcher.group(1), Long.valueOf(matcher.group(2)));
    }
    return counters;
  }
}
