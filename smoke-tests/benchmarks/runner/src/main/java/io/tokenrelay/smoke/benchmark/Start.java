package io.tokenrelay.smoke.benchmark;

import io.tokenrelay.smoke.Customers;
import io.tokenrelay.smoke.Installation;
import io.tokenrelay.smoke.JavaProcess;
import io.tokenrelay.smoke.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What an agent costs the start of two services, a small one on Tomcat and one of Spring Boot 3:
 * every way to start them in turn, several rounds, each run a JVM of its own. Figures are medians,
 * and medians of the differences to the run without an agent in the same round. Then, once for
 * each, not timed: the classes until the first answer, and the phases of our start.
 */
final class Start {
  private final Installation installation = Installation.fromSystemProperties();
  private final int rounds = Integer.getInteger("rounds", 15);

  /** Milliseconds between the second request and the one with a token. */
  private final int pause = Integer.getInteger("pause", 0);

  private final Jdk jdk =
      Jdk.find(Integer.getInteger("jdk", Jdk.running().feature())).orElseThrow();
  private final Path logs = installation.freshFolder("start");

  private Start() throws IOException {}

  public static void main(String[] arguments) throws Exception {
    new Start().run();
    System.exit(0);
  }

  private void run() throws Exception {
    try (JavaProcess provider =
        JavaProcess.start(
            "idp",
            Jdk.running(),
            logs.resolve("idp.log"),
            List.of(
                "-Dsun.net.httpserver.nodelay=true", // else each answer takes 40 ms
                "-cp",
                installation.classPathOf("idp"),
                "io.tokenrelay.smoke.idp.IdentityProvider"))) {
      String path = "/realms/shop";
      String issuer = "http://127.0.0.1:" + provider.awaitPort() + path;
      try (HttpsIssuer https = HttpsIssuer.of(issuer, logs)) {
        Map<String, List<String>> ways = ways(issuer, https.options(path));
        String token = new Customers(issuer).token("user", "shop", 36_000);
        for (Service service : services()) {
          compare(service, ways, token);
        }
      }
    }
  }

  /** All of them, or the one that {@code -Dservice=TOMCAT} names. */
  private static List<Service> services() {
    String one = System.getProperty("service");
    return one == null ? List.of(Service.values()) : List.of(Service.valueOf(one));
  }

  private Map<String, List<String>> ways(String issuer, String[] https) throws IOException {
    String nothing = "-javaagent:" + nothingAgent();
    String ours = "-javaagent:" + installation.agent();
    List<String> byHttps = new ArrayList<>(List.of(ours));
    byHttps.addAll(Arrays.asList(https));
    Map<String, List<String>> ways = new LinkedHashMap<>();
    ways.put("no agent", List.of());
    ways.put("an agent that does nothing", List.of(nothing));
    ways.put("a transformer that does nothing", List.of(nothing + "=transformer"));
    ways.put("TokenRelay, switched off", List.of(ours, "-Dtokenrelay.enabled=false"));
    ways.put(
        "TokenRelay",
        List.of(ours, "-Dtokenrelay.issuer=" + issuer, "-Dtokenrelay.audiences=shop"));
    ways.put("TokenRelay, issuer by https", byHttps);
    return ways;
  }

  private void compare(Service service, Map<String, List<String>> ways, String token)
      throws IOException, InterruptedException {
    Map<String, List<StartSample>> samples = new LinkedHashMap<>();
    ways.keySet().forEach(way -> samples.put(way, new ArrayList<>()));
    for (int round = 1; round <= rounds; round++) {
      for (Map.Entry<String, List<StartSample>> way : samples.entrySet()) {
        boolean isKnown = !way.getKey().endsWith("https"); // another issuer than the token's
        List<String> options = ways.getOrDefault(way.getKey(), List.of());
        way.getValue().add(measure(service, options, isKnown ? token : null));
      }
    }
    System.out.printf("%n%s, %s, %d rounds, medians%n", service.title, jdk, rounds);
    StartSample.print(samples, System.out);
    for (Map.Entry<String, List<String>> way : ways.entrySet()) {
      Path log = logs.resolve("classes.log");
      List<String> options = new ArrayList<>(way.getValue());
      options.add("-Xlog:class+load:file=" + log + ":uptime:filecount=0");
      measure(service, options, null);
      StartPhases.print(way.getKey(), log, service.mainClass, System.out);
    }
  }

  /**
   * @param token for a second request; null for none
   */
  private StartSample measure(Service service, List<String> options, @Nullable String token)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString(), "-Xmx512m"));
    command.add("-Djava.io.tmpdir=" + logs.resolve("tmp"));
    command.addAll(options);
    command.addAll(service.arguments(installation));
    long began = System.nanoTime();
    try (JavaProcess app =
        JavaProcess.start("app", logs.resolve("app.log"), command, Map.of(), service.ready)) {
      Load load = new Load(app.awaitPort(), token == null ? List.of() : List.of(token));
      load.get(service.path);
      double answer = (System.nanoTime() - began) / 1e6;
      double cpu = app.cpu().toNanos() / 1e6;
      if (token == null) {
        return new StartSample(answer, cpu, Double.NaN);
      }
      load.get(service.path); // what a second one costs is the service's
      Thread.sleep(pause);
      long asked = System.nanoTime();
      load.get(service.path, token);
      return new StartSample(answer, cpu, (System.nanoTime() - asked) / 1e6);
    }
  }

  private Path nothingAgent() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", NothingAgent.class.getName());
    Path jar = logs.resolve("nothing.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (String each : List.of("NothingAgent", "NothingAgent$Unchanged")) {
        String entry = "io/tokenrelay/smoke/benchmark/" + each + ".class";
        out.putNextEntry(new JarEntry(entry));
        try (InputStream in = Start.class.getResourceAsStream("/" + entry)) {
          in.transferTo(out);
        }
      }
    }
    return jar;
  }
}
