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
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The same estate three times, side by side: with the caller's token on every hop, and with a
 * gateway that mints a transaction token for the services behind it, signed with RSA and with an
 * elliptic curve. The exit status is 0 only if every hop had its own user's token, and the headers
 * got shorter.
 */
final class EdgeDemo {
  private static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "erin");
  private static final List<String> BEHIND = List.of("orders", "pricing");
  private static final int REQUESTS = 200;
  private static final String DOMAIN = "shop.example";
  private static final Pattern CHECKS =
      Pattern.compile("tokenrelay_signature_duration_seconds_count\\{[^}]*} (\\S+)");

  private final PrintStream out;
  private final HttpClient http = HttpClient.newHttpClient();

  private EdgeDemo(PrintStream out) {
    this.out = out;
  }

  /** What one service saw of all requests. */
  private record Hop(int requests, int right, long headerBytes, long checked, long signed) {}

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
    out.println("\nThe gateway mints, and the hops behind it get that token instead (RS256):");
    Map<String, Hop> rsa = measure(minting(measured, "RSA", 2048), true);
    out.println("\nThe same, signed with an elliptic curve (ES256):");
    Map<String, Hop> ec = measure(minting(measured, "EC", 256), true);
    tell(List.of(plain, rsa, ec));
    return judge(plain, rsa, ec);
  }

  private Scenario minting(Scenario scenario, String algorithm, int bits)
      throws IOException, NoSuchAlgorithmException {
    Scenario edge =
        scenario
            .with("tokenrelay.txn-token.enabled", "true")
            .with("tokenrelay.txn-token.trust-domain", DOMAIN)
            .with("tokenrelay.txn-token.replaces", "127.0.0.0/8")
            .with("tokenrelay.txn-token.accept", "instead")
            .with("tokenrelay.txn-token.peers", "loopback")
            .onlyIn("gateway", "tokenrelay.txn-token.source", "mint")
            .onlyIn(
                "gateway",
                "tokenrelay.txn-token.signing-key-file",
                key(algorithm, bits).toString());
    for (String service : BEHIND) {
      edge =
          edge.onlyIn(service, "tokenrelay.txn-token.jwks-uri", "http://127.0.0.1:{gateway}/jwks");
    }
    return edge;
  }

  /** A file that only this user may read. */
  private static Path key(String algorithm, int bits) throws IOException, NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
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
    double checked = 0;
    Matcher matcher = CHECKS.matcher(get(estate, service, "/metrics"));
    while (matcher.find()) {
      checked += Double.parseDouble(matcher.group(1));
    }
    return new Hop(requests, right, bytes, (long) checked, counts.of("txn.minted"));
  }

  private String get(Estate estate, String service, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + estate.statusPorts().get(service) + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private void tell(List<Map<String, Hop>> estates) {
    String columns = "%10s %9s %8s";
    out.printf("%n  %-8s", "");
    for (String estate : List.of("the caller's token", "minted, RS256", "minted, ES256")) {
      out.printf(" | %-29s", estate);
    }
    out.printf("%n  %-8s", "hop to");
    for (int i = 0; i < estates.size(); i++) {
      out.printf(" | " + columns, "header", "checked", "signed");
    }
    for (String service : Estate.SERVICES) {
      out.printf("%n  %-8s", service);
      for (Map<String, Hop> estate : estates) {
        Hop hop = Objects.requireNonNull(estate.get(service));
        long bytes = hop.headerBytes() / Math.max(1, hop.requests());
        out.printf(" | " + columns, bytes + " B", hop.checked(), hop.signed());
      }
    }
    out.println(
        "\n  header: bytes of a request's tokens with their names, as HTTP/1.1 writes them");
    out.println("  checked, signed: signatures, for 200 requests; each token is checked once.");
    out.println(
        "  What a signature costs on this CPU: java -jar tokenrelay-javaagent.jar capacity");
  }

  private boolean judge(Map<String, Hop> plain, Map<String, Hop> rsa, Map<String, Hop> ec) {
    Findings findings = new Findings(out);
    out.println("\nObserved?");
    for (String service : Estate.SERVICES) {
      findings.expect(
          service + " received " + REQUESTS + " requests each time, each with its own user's token",
          isRight(plain.get(service)) && isRight(rsa.get(service)) && isRight(ec.get(service)));
    }
    for (String service : BEHIND) {
      findings.expect(
          "the header on the way to " + service + " got shorter, and with ES256 shorter still",
          bytes(rsa, service) < bytes(plain, service) && bytes(ec, service) < bytes(rsa, service));
    }
    findings.missing().forEach(line -> out.println("FAILED, not observed: " + line));
    return findings.missing().isEmpty();
  }

  private static long bytes(Map<String, Hop> estate, String service) {
    return Objects.requireNonNull(estate.get(service)).headerBytes();
  }

  private static boolean isRight(@org.jspecify.annotations.Nullable Hop hop) {
    return hop != null && hop.requests() == REQUESTS && hop.right() == REQUESTS;
  }
}
