package io.tokenrelay.agent.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the status port answers: {@code GET /} with a page for people, {@code GET /health}, {@code
 * GET /ready}, {@code GET /metrics} and {@code GET /status.json}; {@code POST} and {@code DELETE
 * /drain} change what {@code /ready} says. To other machines, if they reach it, only {@code
 * /health} and {@code /ready}, in a word, and {@code /jwks}.
 */
final class Answers {
  /** The answer to whoever asks for another. */
  private static final String PATHS =
      "{\"paths\": [\"/\", \"/health\", \"/ready\", \"/metrics\", \"/status.json\", \"/jwks\", \"/drain\"]}\n";

  private static final String NOT_THIS_HOST =
      "{\"error\": \"the Host header must be 127.0.0.1, localhost or [::1]\"}\n";

  private static final String NOT_SCRAPED =
      "{\"error\": \"tokenrelay.metrics.exporter does not name prometheus\"}\n";

  private static final String NO_BROWSER = "{\"error\": \"not from a browser\"}\n";

  private static final Set<String> FOR_STRANGERS =
      Collections.unmodifiableSet(new HashSet<>(Arrays.asList("/health", "/ready", "/jwks")));

  /** So a new key must be published for so long before it signs, where nothing else is said. */
  private static final int JWKS_SECONDS = 300;

  private final Status status;
  private final boolean scraped;

  /**
   * @param scraped whether Prometheus may have the metrics
   */
  Answers(Status status, boolean scraped) {
    this.status = status;
    this.scraped = scraped;
  }

  /** What explains that one fails, or what to do about it. */
  String excuse() {
    List<String> unready = status.unready();
    return unready.isEmpty() ? "please report this" : unready.get(0);
  }

  void to(StatusCall call) throws IOException {
    if (!call.isLocal()) {
      toStranger(call);
    } else if (!call.isForThisMachine()) {
      call.respond("421 Misdirected Request", NOT_THIS_HOST);
    } else if (call.path().equals("/drain")) {
      drain(call);
    } else if (!call.method().equals("GET")) {
      call.respondAllowing("GET");
    } else {
      read(call);
    }
  }

  private void read(StatusCall call) throws IOException {
    switch (call.path()) {
      case "/health":
        call.respond("200 OK", StatusJson.health(status));
        break;
      case "/ready":
        ready(call);
        break;
      case "/":
        call.respond("200 OK", "text/html; charset=utf-8", utf8(Page.of(status)));
        break;
      case "/status.json":
        call.respond("200 OK", StatusJson.status(status));
        break;
      case "/metrics":
        scrape(call);
        break;
      case "/jwks":
        jwks(call);
        break;
      default:
        call.respond("404 Not Found", PATHS);
    }
  }

  private void toStranger(StatusCall call) throws IOException {
    if (!FOR_STRANGERS.contains(call.path())) {
      call.respond("404 Not Found", "{}\n");
    } else if (!call.method().equals("GET")) {
      call.respondAllowing("GET");
    } else if (call.path().equals("/jwks")) {
      jwks(call);
    } else if (call.path().equals("/ready")) {
      Readiness.State state = status.readiness().state();
      call.respond(statusLine(state), StatusJson.ready(state));
    } else {
      call.respond("200 OK", "{\"status\": \"UP\"}\n");
    }
  }

  /** The keys by which other services verify what this one signs. */
  private void jwks(StatusCall call) throws IOException {
    String keys = status.jwks();
    if (keys == null) {
      call.respond("404 Not Found", "{}\n");
    } else {
      call.respondCached("application/jwk-set+json", JWKS_SECONDS, utf8(keys));
    }
  }

  private void ready(StatusCall call) throws IOException {
    Readiness.State state = status.readiness().state();
    call.respond(statusLine(state), StatusJson.ready(status, state));
  }

  private static String statusLine(Readiness.State state) {
    return state == Readiness.State.READY ? "200 OK" : "503 Service Unavailable";
  }

  /** For an operator and scripts, on this machine. */
  private void drain(StatusCall call) throws IOException {
    boolean drains = call.method().equals("POST");
    if (!drains && !call.method().equals("DELETE")) {
      call.respondAllowing("POST, DELETE");
      return;
    }
    if (call.isOfABrowser()) { // any site could ask for it
      call.respond("403 Forbidden", NO_BROWSER);
      return;
    }
    if (drains) {
      status.readiness().drain("POST /drain");
    } else {
      status.readiness().resume("DELETE /drain");
    }
    call.respond("200 OK", StatusJson.ready(status, status.readiness().state()));
  }

  private void scrape(StatusCall call) throws IOException {
    if (!scraped) {
      call.respond("404 Not Found", NOT_SCRAPED);
      return;
    }
    Prometheus prometheus = Prometheus.accepted(call.header("Accept"));
    call.respond("200 OK", prometheus.contentType(), prometheus.write(status));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
