package io.tokenrelay.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The same estate twice, side by side: once with the caller's token on every hop, once with a
 * gateway that mints a transaction token for the services behind it. The exit status is 0 only if
 * every hop had its own user's token, and the headers got shorter.
 */
final class EdgeDemo {
  private static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "erin");
  private static final List<String> BEHIND = List.of("orders", "pricing");
  private static final int REQUESTS = 200;
  private static final String DOMAIN = "shop.example";
  private static final Pattern SECONDS =
      Pattern.compile("tokenrelay_signature_duration_seconds_sum\\{[^}]*} (\\S+)");

  private final PrintStream out;
  private final HttpClient http = HttpClient.newHttpClient();

  private EdgeDemo(PrintStream out) {
    this.out = out;
  }

  /** What one service saw of all requests. */
  private record Hop(
      int requests, int right, long headerBytes, long signatures, double checkMicros) {}

  public static void main(String[] arguments) {
    Scenario scenario =
        Scenario.of("demo-edge", Jdk.running(), Installation.fromSystemProperties().agent())
            .withJvmOptions("-XX:TieredStopAtLevel=1"); // for a short life
    System.exit(run(scenario, System.out));
  }

  /** The exit status. */
  static int run(Scenario scenario, PrintStream out) {
    try {
      return new EdgeDemo(out).show(scenario) ? 0 : 1;
    } catch (IOException
        | ParseException
        | ExecutionException
        | NoSuchAlgorithmException
        | IllegalStateException failure) {
      out.println("\nFAILED: " + failure.getMessage());
    } catch (InterruptedException interrupted) {
      out.println("\nFAILED: interrupted");
    }
    return 1;
  }

  private boolean show(Scenario scenario)
      throws IOException,
          ParseException,
          ExecutionException,
          InterruptedException,
          NoSuchAlgorithmException {
    Scenario measured = scenario.with("tokenrelay.metrics.exporter", "prometheus");
    out.println("Each hop with the caller's token:");
    Map<String, Hop> plain = measure(measured, false);
    out.println(
        "\nThe gateway mints a transaction token, and the hops behind it get that instead:");
    Map<String, Hop> edge = measure(minting(measured), true);
    tell(plain, edge);
    return judge(plain, edge);
  }

  private Scenario minting(Scenario scenario) throws IOException, NoSuchAlgorithmException {
    Scenario edge =
        scenario
            .with("tokenrelay.txn-token.enabled", "true")
            .with("tokenrelay.txn-token.trust-domain", DOMAIN)
            .with("tokenrelay.txn-token.replaces", "127.0.0.0/8")
            .with("tokenrelay.txn-token.accept", "instead")
            .with("tokenrelay.txn-token.peers", "loopback")
            .onlyIn("gateway", "tokenrelay.txn-token.source", "mint")
            .onlyIn("gateway", "tokenrelay.txn-token.signing-key-file", key().toString());
    for (String service : BEHIND) {
      edge =
          edge.onlyIn(service, "tokenrelay.txn-token.jwks-uri", "http://127.0.0.1:{gateway}/jwks");
    }
    return edge;
  }

  /** A file that only this user may read. */
  private static Path key() throws IOException, NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    Path file = Files.createTempFile("tokenrelay-demo", ".pem");
    file.toFile().deleteOnExit();
    return Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n",
        UTF_8);
  }

  private Map<String, Hop> measure(Scenario scenario, boolean mints)
      throws IOException, ParseException, ExecutionException, InterruptedException {
    try (Estate estate =
        Estate.start(
            Installation.fromSystemProperties(), scenario, line -> out.println("  " + line))) {
      if (!estate.awaitKeys()) {
        throw new IllegalStateException("an agent has not fetched the keys of its issuer");
      }
      if (mints) {
        estate.bearers().learn(get(estate, "gateway", "/jwks"));
      }
      Readings before = estate.readings();
      List<Sent> sent = Traffic.of(estate, estate.customers(), USERS).send(REQUESTS, 8);
      Readings done = estate.readings().since(before);
      out.println("  " + REQUESTS + " requests of " + USERS.size() + " users");
      Map<String, Hop> hops = new LinkedHashMap<>();
      for (String service : Estate.SERVICES) {
        hops.put(service, hop(estate, service, sent, done.of(service)));
      }
      return hops;
    }
  }

  private Hop hop(Estate estate, String service, List<Sent> sent, Counts counts)
      throws IOException, InterruptedException {
    int requests = 0;
    int right = 0;
    long bytes = 0;
    for (Sent request : sent) {
      for (Sighting seen : estate.ledger().at(service, request.item())) {
        requests++;
        bytes += seen.headerBytes();
        List<Bearer> all = seen.bearers().isEmpty() ? seen.transactions() : seen.bearers();
        boolean own =
            all.size() == 1 && all.get(0).genuine() && request.user().equals(all.get(0).user());
        right += own ? 1 : 0;
      }
    }
    String metrics = get(estate, service, "/metrics");
    double seconds = 0;
    for (Matcher matcher = SECONDS.matcher(metrics); matcher.find(); ) {
      seconds += Double.parseDouble(matcher.group(1));
    }
    return new Hop(requests, right, bytes, counts.of("signature.checked"), seconds * 1e6);
  }

  private String get(Estate estate, String service, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + estate.statusPorts().get(service) + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private void tell(Map<String, Hop> plain, Map<String, Hop> edge) {
    out.printf(
        "%n  %-10s | %-28s | %-28s%n", "", "the caller's token", "a minted transaction token");
    out.printf(
        "  %-10s | %12s %15s | %12s %15s%n",
        "hop to", "header bytes", "checks, us", "header bytes", "checks, us");
    for (String service : Estate.SERVICES) {
      Hop one = plain.get(service);
      Hop other = edge.get(service);
      if (one != null && other != null) {
        out.printf(
            "  %-10s | %,12d %,15.0f | %,12d %,15.0f%n",
            service,
            one.headerBytes() / Math.max(1, one.requests()),
            one.checkMicros(),
            other.headerBytes() / Math.max(1, other.requests()),
            other.checkMicros());
      }
    }
    out.println(
        "  header bytes: per request, as HTTP/1.1 writes them; checks: time of all signature checks");
    out.println(
        "  in that service. Each token is checked once, and found in the cache from then on.");
  }

  private boolean judge(Map<String, Hop> plain, Map<String, Hop> edge) {
    Findings findings = new Findings(out);
    out.println("\nObserved?");
    for (String service : Estate.SERVICES) {
      findings.expect(
          service + " received " + REQUESTS + " requests each time, each with its own user's token",
          isRight(plain.get(service)) && isRight(edge.get(service)));
    }
    for (String service : BEHIND) {
      Hop one = plain.get(service);
      Hop other = edge.get(service);
      findings.expect(
          "the header on the way to " + service + " got shorter",
          one != null && other != null && other.headerBytes() < one.headerBytes());
    }
    findings.missing().forEach(line -> out.println("FAILED, not observed: " + line));
    return findings.missing().isEmpty();
  }

  private static boolean isRight(@org.jspecify.annotations.Nullable Hop hop) {
    return hop != null && hop.requests() == REQUESTS && hop.right() == REQUESTS;
  }
}
