package io.tokenrelay.smoke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The three services, each in its own JVM, with an observer in front of each and a stranger
 * outside; and the identity provider, unless the issuers that they are to trust are there already.
 *
 * <p>The stranger is a server of this process under a public name. What counts is the address that
 * is called, and this process is rightly the estate's own: so the stranger's name stands on the
 * deny list. Java 8 knows no hosts file to give it one: there its address stands there.
 */
final class Estate implements AutoCloseable {
  static final String STRANGER = "partner.example.com";
  static final List<String> SERVICES = List.of("gateway", "orders", "pricing");

  private final Installation installation;
  private final Scenario scenario;
  private final Consumer<String> progress;
  private final Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<String, AgentStatus> statuses = new LinkedHashMap<>();
  private final Ledger ledger = new Ledger();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Issuer> issuers;
  private final List<String> trusted = new ArrayList<>();
  private Bearers bearers = Bearers.NONE;
  private int gatewayPort;
  private int strangerPort;

  private Estate(
      Installation installation,
      Scenario scenario,
      List<? extends Issuer> issuers,
      Consumer<String> progress)
      throws IOException {
    this.issuers = new ArrayList<>(issuers);
    this.installation = installation;
    this.scenario = scenario;
    this.progress = progress;
    this.folder = installation.freshFolder(scenario.name());
  }

  static Estate start(Installation installation, Scenario scenario, Consumer<String> progress)
      throws IOException, InterruptedException, ParseException {
    return start(installation, scenario, List.of(), progress);
  }

  /**
   * @param issuers who is trusted, in this order {@code realm1}, {@code realm2}, ...; none for an
   *     identity provider of the estate's own
   */
  static Estate start(
      Installation installation,
      Scenario scenario,
      List<? extends Issuer> issuers,
      Consumer<String> progress)
      throws IOException, InterruptedException, ParseException {
    Estate estate = new Estate(installation, scenario, issuers, progress);
    try {
      estate.start();
      return estate;
    } catch (IOException | InterruptedException | ParseException | RuntimeException failure) {
      estate.close();
      throw failure;
    }
  }

  Ledger ledger() {
    return ledger;
  }

  /** Those of the estate's own identity provider. */
  Customers customers() {
    return new Customers(issuer());
  }

  Bearers bearers() {
    return bearers;
  }

  String issuer() {
    return issuers.get(0).uri();
  }

  String strangerAddress() {
    return (scenario.isLegacy() ? "127.0.0.1" : STRANGER) + ":" + strangerPort;
  }

  Readings readings() throws InterruptedException {
    Map<String, Counts> readings = new LinkedHashMap<>();
    for (Map.Entry<String, AgentStatus> status : statuses.entrySet()) {
      readings.put(status.getKey(), status.getValue().read());
    }
    return new Readings(readings);
  }

  /** The folder in which each process has its log. */
  Path logs() {
    return folder;
  }

  /** Orders an item at the front door, with a token or without. */
  HttpResponse<String> checkout(String item, @Nullable String token)
      throws IOException, InterruptedException {
    return checkout(item, token, null);
  }

  /** The same with a transaction token, or without. */
  HttpResponse<String> checkout(String item, @Nullable String token, @Nullable String transaction)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gatewayPort + "/checkout/" + item))
            .header("User-Agent", "driver");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (transaction != null) {
      request.header("Txn-Token", transaction);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /**
   * Waits until every agent has the issuers' keys: they are fetched beside the start, not in it.
   */
  boolean awaitKeys() throws InterruptedException {
    for (AgentStatus status : statuses.values()) {
      if (!Polling.until(10, () -> status.read().of("jwks.fetched") >= issuers.size())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception already) {
        progress.accept("while closing: " + already);
      }
    }
  }

  private void start() throws IOException, InterruptedException, ParseException {
    if (issuers.isEmpty()) {
      issuers.add(ownProvider());
    }
    trust();
    for (String service : SERVICES) {
      statuses.put(service, AgentStatus.onFreePort());
    }

    HttpObserver stranger = closing(new HttpObserver("stranger", bearers, ledger::add));
    GrpcObserver beforePricing = closing(new GrpcObserver("pricing", bearers, ledger::add));
    HttpObserver beforeOrders = closing(new HttpObserver("orders", bearers, ledger::add));
    HttpObserver beforeGateway = closing(new HttpObserver("gateway", bearers, ledger::add));
    strangerPort = stranger.port();
    gatewayPort = beforeGateway.port();

    JavaProcess pricing =
        service("pricing", "services/pricing", "com.example.shop.pricing.Pricing");
    JavaProcess orders =
        service(
            "orders",
            "services/orders",
            "com.example.shop.orders.Orders",
            "-Dpricing.url=http://127.0.0.1:" + beforePricing.port());
    JavaProcess gateway =
        service(
            "gateway",
            scenario.isLegacy() ? "services/legacy-gateway" : "services/gateway",
            "com.example.shop.gateway.Gateway",
            "-Dorders.url=http://127.0.0.1:" + beforeOrders.port(),
            "-Dpartner.url=http://" + strangerAddress(),
            "-Dtokenrelay.propagation.deny=" + strangerAddress(),
            "-Djdk.net.hosts.file=" + hosts());

    beforePricing.handOnTo(pricing.awaitPort());
    beforeOrders.handOnTo(orders.awaitPort());
    beforeGateway.handOnTo(gateway.awaitPort());
  }

  private Issuer ownProvider() throws IOException, InterruptedException {
    progress.accept("identity provider");
    JavaProcess provider =
        launch("idp", Jdk.running(), List.of(), "idp", "io.tokenrelay.smoke.idp.IdentityProvider");
    return new Customers("http://127.0.0.1:" + provider.awaitPort() + "/realms/shop");
  }

  private void trust() throws IOException, InterruptedException, ParseException {
    bearers = Bearers.signedWith(issuers.get(0).keys());
    if (issuers.size() == 1) {
      trusted.add("-Dtokenrelay.issuer=" + issuers.get(0).uri());
      trusted.add("-Dtokenrelay.audiences=shop");
      return;
    }
    StringJoiner names = new StringJoiner(",", "-Dtokenrelay.issuers=", "");
    for (Issuer issuer : issuers) {
      String name = "realm" + (issuers.indexOf(issuer) + 1);
      names.add(name);
      trusted.add("-Dtokenrelay.issuer." + name + ".uri=" + issuer.uri());
      trusted.add("-Dtokenrelay.issuer." + name + ".audiences=shop");
      bearers.learn(issuer.keys());
    }
    trusted.add(names.toString());
  }

  /** By service. */
  Map<String, Integer> statusPorts() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    statuses.forEach((service, status) -> ports.put(service, status.port()));
    return ports;
  }

  private Path hosts() throws IOException {
    Path hosts = folder.resolve("hosts");
    Files.writeString(
        hosts,
        """
        127.0.0.1 localhost
        127.0.0.1 %1$s
        """
            .formatted(STRANGER));
    return hosts;
  }

  private JavaProcess service(String name, String module, String main, String... properties)
      throws IOException {
    progress.accept(name + " on " + scenario.jdk());
    List<String> options = new ArrayList<>(trusted);
    options.add("-Dtokenrelay.health.http-port=" + statusPorts().get(name));
    options.addAll(scenario.options(name, statusPorts()));
    options.addAll(List.of(properties));
    return launch(name, scenario.jdk(), options, module, main);
  }

  private JavaProcess launch(String name, Jdk jdk, List<String> options, String module, String main)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Xmx256m");
    arguments.add("-XX:+UseSerialGC");
    arguments.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    arguments.addAll(options);
    arguments.addAll(List.of("-cp", installation.classPathOf(module), main));
    return closing(JavaProcess.start(name, jdk, folder.resolve(name + ".log"), arguments));
  }

  private <T extends AutoCloseable> T closing(T resource) {
    open.push(resource);
    return resource;
  }
}
