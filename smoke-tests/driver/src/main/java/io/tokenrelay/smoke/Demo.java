package io.tokenrelay.smoke;

import java.io.IOException;
import java.io.PrintStream;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The main job on real software, for a reader: one hundred requests of five users through three
 * services, told hop by hop. The exit status is 0 only if everything was observed.
 *
 * <p>What a service received is read by an observer in front of it; who sent it follows from the
 * address, which only one caller was given, and from its User-Agent. What an agent did is read from
 * its counters. Nothing is asked of the services.
 */
final class Demo {
  private static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "erin");
  private static final Map<String, String> CALLERS =
      Map.of("gateway", "driver", "orders", "gateway", "pricing", "orders", "stranger", "gateway");

  private final Estate estate;
  private final PrintStream out;
  private final Findings findings;
  private final List<Sent> sent = new ArrayList<>();

  Demo(Estate estate, PrintStream out) {
    this.estate = estate;
    this.out = out;
    this.findings = new Findings(out);
  }

  public static void main(String[] arguments) {
    Scenario scenario =
        Scenario.of("demo", Jdk.running(), Installation.fromSystemProperties().agent())
            .withJvmOptions("-XX:TieredStopAtLevel=1"); // for a short life
    System.exit(run(scenario, System.out));
  }

  /** The exit status. */
  static int run(Scenario scenario, PrintStream out) {
    long start = System.nanoTime();
    out.println(
        "Starting, each in its own JVM; the services are as they were written, and get only");
    out.println("  -javaagent:" + scenario.agents().get(0));
    out.println(
        "  -Dtokenrelay.issuer=... -Dtokenrelay.audiences=shop -Dtokenrelay.health.http-port=...");
    try (Estate estate =
        Estate.start(
            Installation.fromSystemProperties(), scenario, line -> out.println("  " + line))) {
      out.printf("  up after %.1f s, logs in %s%n", seconds(start), estate.logs());
      List<String> missing = new Demo(estate, out).show();
      if (missing.isEmpty()) {
        out.printf("%nAll of it was observed (%.1f s).%n", seconds(start));
        return 0;
      }
      out.println("\nFAILED, not observed:");
      missing.forEach(line -> out.println("  " + line));
    } catch (IOException | ParseException | ExecutionException | IllegalStateException failure) {
      out.println("\nFAILED: " + failure.getMessage());
    } catch (InterruptedException interrupted) {
      out.println("\nFAILED: interrupted");
    }
    return 1;
  }

  /** What was expected and not observed. */
  List<String> show() throws IOException, InterruptedException, ExecutionException {
    boolean keys = estate.awaitKeys();
    Readings before = estate.readings();
    Traffic traffic = Traffic.of(estate, estate.customers(), USERS);
    oneOfEach(traffic);
    sent.addAll(traffic.send(95, 8));
    Readings done = estate.readings().since(before);
    tellTheHundred(done);
    Readings beforeBad = estate.readings();
    List<Sent> bad = sendBadTokens(traffic);
    Readings doneBad = estate.readings().since(beforeBad);

    out.println("\nObserved?");
    findings.expect("every agent answers on its status port and has fetched the keys", keys);
    expectOfTheHundred(done);
    findings.expect(
        "the gateway's agent called each of the three bad tokens invalid",
        doneBad.of("gateway").of("token.invalid") == bad.size());
    for (Sent request : bad) {
      findings.expect(
          "the " + request.item() + " token went no further than the gateway", stopped(request));
    }
    return findings.missing();
  }

  private void expectOfTheHundred(Readings done) {
    findings.expect(
        "all 100 requests were answered in full",
        sent.size() == 100 && sent.stream().allMatch(Sent::served));
    for (String service : Estate.SERVICES) {
      Tally tally = Tally.of(estate.ledger(), service, sent);
      findings.expect(
          service + " received 100 requests, each with the token of the user who sent it",
          tally.equals(new Tally(100, 100, 0, 0)));
      Counts counts = done.of(service);
      findings.expect(
          service + " trusted 100 tokens: 5 signatures verified, 95 answers from the cache",
          counts.of("token.valid") == 100
              && counts.of("signature.checked") == USERS.size()
              && counts.of("verified.cache.hit") == 100 - USERS.size());
    }
    findings.expect(
        "the stranger was called 100 times and got no token",
        Tally.of(estate.ledger(), "stranger", sent).equals(new Tally(100, 0, 0, 100)));
  }

  private void oneOfEach(Traffic traffic) throws IOException, InterruptedException {
    out.println("\nOne request of each user, hop by hop:");
    for (String user : USERS) {
      Readings before = estate.readings();
      Sent request = traffic.send(user);
      sent.add(request);
      Readings done = estate.readings().since(before);
      for (String service : Estate.SERVICES) {
        tellHop(service, request, verification(done.of(service)));
      }
      tellHop("stranger", request, "outside the estate");
    }
    out.printf(
        "  (the stranger is %s, on the deny list: it runs on this machine, which is the estate's own)%n",
        estate.strangerAddress());
  }

  private void tellHop(String service, Sent request, String remark) {
    for (Sighting seen : estate.ledger().at(service, request.item())) {
      String who =
          seen.bearers().isEmpty()
              ? "no token"
              : String.join(
                  " and ",
                  seen.bearers().stream().map(b -> b.user() + " of " + b.issuer()).toList());
      out.printf(
          "  %-8s -> %-8s  %s, %s (caller: %s)%n",
          CALLERS.get(service), service, who, remark, seen.caller());
    }
  }

  private static String verification(Counts counts) {
    if (counts.of("token.valid") == 0) {
      return "NOT verified";
    }
    return counts.of("signature.checked") > 0 ? "signature verified" : "verified, from the cache";
  }

  private void tellTheHundred(Readings done) {
    out.println("\nAfter 100 requests, 95 of them 8 at a time with the users mixed:");
    out.printf(
        "  %-8s  %8s  %10s  %10s  %8s  %19s  %10s%n",
        "",
        "requests",
        "right user",
        "wrong user",
        "no token",
        "signatures verified",
        "from cache");
    for (String service : List.of("gateway", "orders", "pricing", "stranger")) {
      Tally tally = Tally.of(estate.ledger(), service, sent);
      Counts counts = done.of(service);
      out.printf(
          "  %-8s  %8d  %10d  %10d  %8d  %19s  %10s%n",
          service,
          tally.requests(),
          tally.right(),
          tally.wrong(),
          tally.without(),
          service.equals("stranger") ? "-" : counts.of("signature.checked"),
          service.equals("stranger") ? "-" : counts.of("verified.cache.hit"));
    }
  }

  private List<Sent> sendBadTokens(Traffic traffic) throws IOException, InterruptedException {
    out.println("\nTokens that must not be relayed:");
    Customers customers = estate.customers();
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("forged", Customers.forged(customers.token("alice")));
    tokens.put("expired", customers.token("alice", "shop", -3600));
    tokens.put("wrong-audience", customers.token("alice", "another-estate", 600));
    List<Sent> bad = new ArrayList<>();
    for (Map.Entry<String, String> token : tokens.entrySet()) {
      Sent request = traffic.send("alice", token.getValue(), token.getKey());
      bad.add(request);
      out.printf(
          "  %-14s  gateway received it and answered %d%n", request.item(), request.status());
      for (String service : List.of("orders", "pricing", "stranger")) {
        tellHop(service, request, "called all the same");
      }
    }
    return bad;
  }

  /** The request went its way, and its token stayed at the gateway. */
  private boolean stopped(Sent request) {
    return request.served()
        && countWithToken("gateway", request) == 1
        && List.of("orders", "pricing", "stranger").stream()
            .allMatch(
                service ->
                    estate.ledger().at(service, request.item()).size() == 1
                        && countWithToken(service, request) == 0);
  }

  private long countWithToken(String service, Sent request) {
    return estate.ledger().at(service, request.item()).stream()
        .filter(seen -> !seen.bearers().isEmpty())
        .count();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
