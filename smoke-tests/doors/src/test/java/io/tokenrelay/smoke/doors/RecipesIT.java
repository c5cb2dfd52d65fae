package io.tokenrelay.smoke.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each way of attaching the agent that {@code docs/deployment.md} describes, done as it stands
 * there: the service starts, says so, and relays its caller's token.
 */
class RecipesIT {
  private static final String JAR =
      "A jar: Spring Boot and everything else that `java -jar` starts";
  private static final String ARCHIVES = "Archives and caches of classes (CDS, AOT)";

  private static TestIssuer issuer;

  /** Puts what the page says where the page says, for a server that is about to be started. */
  private interface Attaching {
    void to(ProcessBuilder server, Start start, Recipe recipe) throws Exception;
  }

  private static final Map<Server, Attaching> ON_SERVERS = new EnumMap<>(Server.class);

  static {
    for (Server tomcat : List.of(Server.TOMCAT_7, Server.TOMCAT_9, Server.TOMCAT)) {
      ON_SERVERS.put(
          tomcat,
          (server, start, recipe) ->
              Files.writeString(
                  start.folder("base/bin").resolve("setenv.sh"), recipe.block("Tomcat", 0)));
    }
    ON_SERVERS.put(
        Server.JETTY,
        (server, start, recipe) ->
            Files.writeString(
                start.folder("base/start.d").resolve("tokenrelay.ini"),
                recipe.block("Jetty", 1) + String.join("\n", start.jvmOptions())));
    for (Server liberty : List.of(Server.LIBERTY_EE8, Server.LIBERTY_EE10)) {
      ON_SERVERS.put(
          liberty,
          (server, start, recipe) ->
              Files.writeString(
                  start.folder("usr/servers/doors").resolve("jvm.options"),
                  recipe.block("Open Liberty", 0),
                  StandardOpenOption.APPEND));
    }
    for (Server wildfly : List.of(Server.WILDFLY_10, Server.WILDFLY_26, Server.WILDFLY_39)) {
      ON_SERVERS.put(wildfly, RecipesIT::toWildfly);
    }
    for (Server glassfish : List.of(Server.GLASSFISH_5, Server.GLASSFISH_7)) {
      ON_SERVERS.put(glassfish, RecipesIT::toGlassfish);
    }
  }

  @BeforeAll
  static void makeAnIssuer() throws Exception {
    String folder = Path.of(System.getProperty("doors.folder"), "issuer").toString();
    TestIssuer.main(new String[] {folder});
    System.setProperty("test.issuer", folder);
    issuer = TestIssuer.load();
  }

  @TestFactory
  List<DynamicTest> attachTheAgentToAServer() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Server server : Server.tested("recipes.servers")) {
      Attaching attaching = ON_SERVERS.get(server);
      if (attaching != null) {
        tests.add(dynamicTest(server.title, () -> attach(server, attaching)));
      }
    }
    return tests;
  }

  private static void attach(Server server, Attaching attaching) throws Exception {
    Start start = new Start(server, "recipe-" + server.id, server.javaHome());
    Recipe recipe = new Recipe(start);
    try (Callee callee = new Callee()) {
      ProcessBuilder command = server.command(start.withApplicationsCalling(callee.port()));
      attaching.to(command, start, recipe);
      try (RunningServer running = RunningServer.start(command, start, issuer)) {
        Trial.relays(running, callee, issuer);
      }
    }
  }

  private static void toWildfly(ProcessBuilder server, Start start, Recipe recipe)
      throws Exception {
    Path home = Path.of(server.environment().get("JBOSS_HOME"));
    Path own = start.folder("etc").resolve("standalone.conf");
    String theirs = Files.readString(home.resolve("bin/standalone.conf"), StandardCharsets.UTF_8);
    Files.writeString(own, theirs + '\n' + recipe.block("WildFly and JBoss EAP", 0));
    server.environment().put("RUN_CONF", own.toString());
  }

  /** As the page says for a domain that is stopped. */
  private static void toGlassfish(ProcessBuilder server, Start start, Recipe recipe)
      throws Exception {
    Path domain = start.folder("domains/domain1/config").resolve("domain.xml");
    String xml = Files.readString(domain, StandardCharsets.UTF_8);
    StringBuilder options = new StringBuilder();
    for (String line : recipe.block("GlassFish and Payara", 0).split("\n", -1)) {
      if (line.contains("create-jvm-options")) {
        String option = line.replaceAll(".*'(.*)'.*", "$1").replace("\\", "");
        options.append("<jvm-options>").append(option).append("</jvm-options>");
      }
    }
    int at = xml.indexOf("<jvm-options>");
    Files.writeString(domain, xml.substring(0, at) + options + xml.substring(at));
  }

  @Test
  void attachTheAgentOnTheCommandLineOfAJar() throws Exception {
    try (Trial trial = new Trial("command-line", 17, issuer)) {
      trial.relays(trial.recipe.block(JAR, 0));
    }
  }

  @Test
  void attachTheAgentByTheEnvironment() throws Exception {
    try (Trial trial = new Trial("environment", 17, issuer)) {
      trial.relays(trial.recipe.block(JAR, 1));
    }
  }

  @Test
  void attachTheAgentOnTheCommandLineOfJetty() throws Exception {
    Start start = new Start(Server.JETTY, "recipe-jetty-line", Server.JETTY.javaHome());
    Recipe recipe = new Recipe(start);
    try (Callee callee = new Callee()) {
      start.withApplicationsCalling(callee.port());
      ProcessBuilder jetty = Server.JETTY.command(start);
      String line = recipe.block("Jetty", 0).trim();
      String options = line.substring("java ".length(), line.indexOf(" -jar "));
      jetty.command().addAll(1, List.of(options.split(" ", -1)));
      try (RunningServer running = RunningServer.start(jetty, start, issuer)) {
        Trial.relays(running, callee, issuer);
      }
    }
  }

  @Test
  void trainAndUseAnAotCache() throws Exception {
    trainAndUse("aot", 25, 0);
  }

  @Test
  void trainAndUseAnArchiveOfClasses() throws Exception {
    trainAndUse("jsa", 17, 1);
  }

  private static void trainAndUse(String name, int java, int block) throws Exception {
    try (Trial trial = new Trial(name, java, issuer)) {
      trial.set("TOKENRELAY_CONFIG_FILE", trial.recipe.configuration());
      String[] lines = trial.recipe.block(ARCHIVES, block).split("\n", -1);
      trial.runs(lines[0]);
      try (Stream<Path> made = Files.list(trial.start.console().toPath().getParent())) {
        assertThat(made.map(Path::toString)).anyMatch(file -> file.endsWith("app." + name));
      }
      trial.relays(lines[1]);
    }
  }
}
