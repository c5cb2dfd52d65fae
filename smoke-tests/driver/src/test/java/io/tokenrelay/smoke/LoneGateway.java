package io.tokenrelay.smoke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The gateway alone, with observers where it expects the other services. */
final class LoneGateway implements AutoCloseable {
  private static final Installation INSTALLATION = Installation.fromSystemProperties();

  private final Path folder;
  private final Ledger ledger = new Ledger();
  private final HttpObserver orders;
  private final HttpObserver partner;
  private final JavaProcess gateway;
  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private LoneGateway(String name, String classPath, Jdk jdk, List<String> options)
      throws IOException, InterruptedException {
    this(name, classPath, "com.example.shop.gateway.Gateway", jdk, options);
  }

  private LoneGateway(String name, String classPath, String program, Jdk jdk, List<String> options)
      throws IOException, InterruptedException {
    this.folder = INSTALLATION.freshFolder(name);
    this.orders = new HttpObserver("orders", Bearers.NONE, ledger::add);
    this.partner = new HttpObserver("partner", Bearers.NONE, ledger::add);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    arguments.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    arguments.add("-Dtokenrelay.log.level=debug");
    arguments.add("-Dorders.url=http://127.0.0.1:" + orders.port());
    arguments.add("-Dpartner.url=http://127.0.0.1:" + partner.port());
    arguments.addAll(options);
    arguments.addAll(List.of("-cp", classPath, program));
    this.gateway = JavaProcess.start("gateway", jdk, folder.resolve("gateway.log"), arguments);
    this.port = gateway.awaitPort();
  }

  static LoneGateway start(String name, String... options)
      throws IOException, InterruptedException {
    return on(Jdk.running(), name, options);
  }

  static LoneGateway on(Jdk jdk, String name, String... options)
      throws IOException, InterruptedException {
    return withJarOn(INSTALLATION.agent(), jdk, name, options);
  }

  /** The agent from a file of the test's own. */
  static LoneGateway withJarOn(Path agent, Jdk jdk, String name, String... options)
      throws IOException, InterruptedException {
    return new LoneGateway(
        name,
        INSTALLATION.classPathOf(
            jdk.feature() < 11 ? "services/legacy-gateway" : "services/gateway"),
        jdk,
        attached(agent, options));
  }

  /** The one that calls with the company's own client. */
  static LoneGateway inhouseOn(Jdk jdk, String name, String... options)
      throws IOException, InterruptedException {
    return new LoneGateway(
        name, INSTALLATION.classPathOf("services/inhouse-gateway"), jdk, attached(options));
  }

  /** The same on the company's own server. */
  static LoneGateway onInhouseServer(Jdk jdk, String name, String... options)
      throws IOException, InterruptedException {
    return new LoneGateway(
        name,
        INSTALLATION.classPathOf("services/inhouse-gateway"),
        "com.example.shop.gateway.InhouseGateway",
        jdk,
        attached(options));
  }

  /** Started from jars alone. */
  static LoneGateway packagedOn(Jdk jdk, String name, String... options)
      throws IOException, InterruptedException {
    return new LoneGateway(
        name, INSTALLATION.packagedClassPathOf("services/gateway"), jdk, attached(options));
  }

  /** Started from jars alone, and nothing attached. */
  static LoneGateway withoutAgentOn(Jdk jdk, String name, String... options)
      throws IOException, InterruptedException {
    return new LoneGateway(
        name, INSTALLATION.packagedClassPathOf("services/gateway"), jdk, List.of(options));
  }

  private static List<String> attached(String... options) {
    return attached(INSTALLATION.agent(), options);
  }

  private static List<String> attached(Path agent, String... options) {
    List<String> all = new ArrayList<>();
    all.add("-javaagent:" + agent);
    Collections.addAll(all, options);
    return all;
  }

  int port() {
    return port;
  }

  int checkout(String item, String token) throws IOException, InterruptedException {
    return statusOf(request(item).header("Authorization", "Bearer " + token));
  }

  /** The gateway's own answer to a caller. */
  String answer(String item, String token) throws IOException, InterruptedException {
    return http.send(
            request(item).header("Authorization", "Bearer " + token).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  int checkoutWithoutToken(String item) throws IOException, InterruptedException {
    return statusOf(request(item));
  }

  private HttpRequest.Builder request(String item) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/checkout/" + item));
  }

  private int statusOf(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  /** The Authorization headers that orders received with this item. */
  List<Bearer> relayed(String item) {
    return ledger.at("orders", item).stream().flatMap(seen -> seen.bearers().stream()).toList();
  }

  /** How many calls with a token there were for this item, whoever received them. */
  long relayedAnywhere(String item) {
    return List.of("orders", "partner").stream()
        .flatMap(service -> ledger.at(service, item).stream())
        .filter(seen -> !seen.bearers().isEmpty())
        .count();
  }

  /** All calls to the services behind. */
  List<Sighting> calls() {
    return Stream.of("orders", "partner").flatMap(each -> ledger.at(each).stream()).toList();
  }

  boolean called(String item) {
    return ledger.at("orders", item).size() == 1;
  }

  long processId() {
    return gateway.id();
  }

  boolean isAlive() {
    return gateway.isAlive();
  }

  /** Ends it as an operator does, and waits until it has ended. */
  void end() throws InterruptedException {
    gateway.end();
  }

  /** Everything it has printed so far. */
  String output() throws IOException {
    return gateway.output();
  }

  /** Whether it has printed that by now. */
  boolean hasSaid(String words) {
    try {
      return output().contains(words);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** What the agent has printed so far. */
  List<String> agentLines() throws IOException {
    return Logs.ofAgent(folder, "gateway");
  }

  Path logs() {
    return folder;
  }

  @Override
  public void close() {
    gateway.close();
    orders.close();
    partner.close();
  }
}
