package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service under load for some time, with keys that rotate, an issuer that fails now and then, and
 * callers who bring nothing, rubbish, forged and expired tokens among those who bring their own:
 * nobody's call ever has another user's token, what the agent has counted is what the callers and
 * the services behind have seen, to the last one, and its heap stays flat.
 *
 * <p>{@code -Dsoak=10m} makes it as long as one likes.
 */
class SoakIT {
  private static final Duration TIME = duration(System.getProperty("soak", "15s"));
  private static final int CALLERS = 4;
  private static final int USERS = 50;
  private static final Pattern USER = Pattern.compile("(u\\d+)-\\d+-\\d+");
  private static final Pattern LIVE = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final LongAdder broughtNothing = new LongAdder();

  @OnJava({17, 25})
  void nothingIsConfusedLostOrMiscounted(int feature) throws Exception {
    int status = AgentStatus.onFreePort().port();
    try (RotatingIssuer issuer = new RotatingIssuer();
        LoneGateway gateway =
            LoneGateway.on(
                Jdks.require(feature),
                "soak-" + feature,
                "-Xmx96m",
                "-Dtokenrelay.log.level=warn",
                "-Dtokenrelay.mode=enforce",
                "-Dtokenrelay.issuer=" + RotatingIssuer.NAME,
                "-Dtokenrelay.issuer.default.jwks-uri=" + issuer.keysUrl(),
                "-Dtokenrelay.jwks.unknown-kid-interval=1s",
                "-Dtokenrelay.audiences=" + IssuerInAFile.AUDIENCE,
                "-Dtokenrelay.health.http-port=" + status)) {
      load(gateway, issuer, TIME.dividedBy(3));
      long heapBefore = liveHeap(gateway);
      load(gateway, issuer, TIME.multipliedBy(2).dividedBy(3));
      long heapAfter = liveHeap(gateway);

      assertThat(heapAfter).as("bytes that live").isLessThan(heapBefore + 4_000_000);
      long relayed = nobodyHasAnothersToken(gateway);
      assertThat(answers.keySet()).isSubsetOf(200, 401, 429, 503);
      assertThat(relayed).isEqualTo(2 * count(200));
      assertThat(count(200)).isGreaterThan(count(503)).isGreaterThan(USERS);
      String metrics = metrics(status);
      assertThat(sum(metrics, "inbound_requests", ""))
          .isEqualTo(answers.values().stream().mapToLong(LongAdder::sum).sum());
      assertThat(sum(metrics, "inbound_requests", "result=\"valid\"")).isEqualTo(count(200));
      assertThat(sum(metrics, "inbound_requests", "result=\"none\""))
          .isEqualTo(broughtNothing.sum());
      for (int rejected : new int[] {401, 429, 503}) {
        assertThat(sum(metrics, "inbound_rejections", "status_code=\"" + rejected + '"'))
            .as("rejected with " + rejected)
            .isEqualTo(count(rejected));
      }
      assertThat(sum(metrics, "outbound_calls", "decision=\"injected\"")).isEqualTo(relayed);
      Logs.holdNoToken(gateway.logs());
    }
  }

  private long count(int status) {
    LongAdder count = answers.get(status);
    return count == null ? 0 : count.sum();
  }

  /** Until the time is over; each caller signs its users' tokens again now and then. */
  private void load(LoneGateway gateway, RotatingIssuer issuer, Duration time) throws Exception {
    Instant end = Instant.now().plus(time);
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      all.add(
          callers.submit(
              () -> {
                for (int round = 0; Instant.now().isBefore(end); round++) {
                  callOnceForEachUser(gateway, issuer, caller, round);
                }
                return null;
              }));
    }
    for (Future<?> each : all) {
      each.get(TIME.toMinutes() + 5, TimeUnit.MINUTES);
    }
    callers.shutdown();
  }

  private void callOnceForEachUser(
      LoneGateway gateway, RotatingIssuer issuer, int caller, int round) throws Exception {
    if (caller == 0 && round % 5 == 4) {
      issuer.rotate();
    }
    for (int user = 0; user < USERS; user++) {
      String name = "u" + user;
      String item = name + "-" + caller + "-" + System.nanoTime();
      switch (user % 10) {
        case 6:
          broughtNothing.increment();
          note(gateway.checkoutWithoutToken(item));
          break;
        case 7:
          note(gateway.checkout(item, "rubbish." + user));
          break;
        case 8:
          note(gateway.checkout(item, issuer.forged(name)));
          break;
        case 9:
          note(gateway.checkout(item, issuer.token(name, Instant.now().minusSeconds(600))));
          break;
        default:
          String token = issuer.token(name, Instant.now().plusSeconds(600));
          note(gateway.checkout(item, token));
          note(gateway.checkout(item, token)); // from the cache
      }
    }
  }

  private void note(int answer) {
    answers.computeIfAbsent(answer, unseen -> new LongAdder()).increment();
  }

  /** Returns how many calls brought a token. */
  private static long nobodyHasAnothersToken(LoneGateway gateway) {
    long relayed = 0;
    for (Sighting call : gateway.calls()) {
      Matcher owner = USER.matcher(call.item());
      assertThat(owner.matches()).as(call.item()).isTrue();
      for (Bearer bearer : call.bearers()) {
        assertThat(bearer.user()).as(call.item()).isEqualTo(owner.group(1));
        relayed++;
      }
    }
    return relayed;
  }

  /** In bytes: what a full collection leaves. */
  private static long liveHeap(LoneGateway gateway) throws Exception {
    String histogram = jcmd(gateway, "GC.class_histogram");
    Matcher live = LIVE.matcher(histogram);
    assertThat(live.find()).as(histogram).isTrue();
    return Long.parseLong(live.group(1));
  }

  private static String jcmd(LoneGateway gateway, String command) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Jdk.running().java().resolveSibling("jcmd").toString(),
                String.valueOf(gateway.processId()),
                command)
            .redirectErrorStream(true)
            .start();
    String printed = new String(jcmd.getInputStream().readAllBytes());
    assertThat(jcmd.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return printed;
  }

  private String metrics(int status) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + status + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Of a counter's series whose attributes contain a text. */
  private static long sum(String metrics, String counter, String attribute) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("tokenrelay_" + counter + "_total"))
        .filter(line -> line.contains(attribute))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase());
  }
}
