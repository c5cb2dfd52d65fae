package io.tokenrelay.smoke.doors;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenrelay.smoke.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A server of somebody else's, as it comes: what it is called, what it has, and how it is started
 * with the web applications.
 */
enum Server {
  TOMCAT_7("tomcat-7", "Tomcat 7.0", 8, Platform.JAVAX, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return tomcat(start, "apache-tomcat-7.");
    }
  },

  TOMCAT_8("tomcat-8", "Tomcat 8.5", 8, Platform.JAVAX, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return tomcat(start, "apache-tomcat-8.");
    }
  },

  TOMCAT_9("tomcat-9", "Tomcat 9.0", 11, Platform.JAVAX, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return tomcat(start, "apache-tomcat-9.");
    }
  },

  TOMCAT("tomcat", "Tomcat 10.1", 17, Platform.JAKARTA, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return tomcat(start, "apache-tomcat-10.");
    }
  },

  TOMCAT_11("tomcat-11", "Tomcat 11.0", 21, Platform.JAKARTA, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return tomcat(start, "apache-tomcat-11.");
    }
  },

  TOMEE_7("tomee-7", "TomEE 7.0", 8, Platform.JAVA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return tomcat(start, "apache-tomee-");
    }
  },

  JETTY("jetty", "Jetty 9.4", 17, Platform.JAVAX, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return jetty(start, "jetty-home-9.", "deploy", "jsp");
    }
  },

  JETTY_12("jetty-12", "Jetty 12.0, ee10", 17, Platform.JAKARTA, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return jetty(start, "jetty-home-12.0.", "ee10-deploy", "ee10-jsp");
    }
  },

  JETTY_12_1("jetty-12.1", "Jetty 12.1, ee10", 21, Platform.JAKARTA, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return jetty(start, "jetty-home-12.1.", "ee10-deploy", "ee10-jsp");
    }
  },

  GLASSFISH_5("glassfish-5", "GlassFish 5.1", 8, Platform.JAVA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return glassfish(start, "glassfish5");
    }
  },

  GLASSFISH_7("glassfish-7", "GlassFish 7.0", 17, Platform.JAKARTA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return glassfish(start, "glassfish7");
    }
  },

  PAYARA_5("payara-5", "Payara 5.2022", 11, Platform.JAVA_EE, false) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return payara(start, "payara-micro-5.");
    }
  },

  PAYARA_6("payara-6", "Payara 6.2025", 17, Platform.JAKARTA_EE, false) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return payara(start, "payara-micro-6.");
    }
  },

  PAYARA_SERVER_5("payara-server-5", "Payara Server 5.2022", 11, Platform.JAVA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return glassfish(start, "payara5");
    }
  },

  PAYARA_SERVER_6("payara-server-6", "Payara Server 6.2025", 17, Platform.JAKARTA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return glassfish(start, "payara6");
    }
  },

  LIBERTY_EE8("liberty-ee8", "Open Liberty 21, Java EE 8", 17, Platform.JAVA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return liberty(start, "liberty-21", "webProfile-8.0");
    }
  },

  LIBERTY_25_EE8("liberty-25-ee8", "Open Liberty 25, Java EE 8", 17, Platform.JAVA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return liberty(start, "liberty-25", "webProfile-8.0");
    }
  },

  LIBERTY_EE9("liberty-ee9", "Open Liberty 25, Jakarta EE 9", 17, Platform.JAKARTA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return liberty(start, "liberty-25", "webProfile-9.1");
    }
  },

  LIBERTY_EE10("liberty-ee10", "Open Liberty 25, Jakarta EE 10", 17, Platform.JAKARTA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return liberty(start, "liberty-25", "webProfile-10.0");
    }
  },

  WILDFLY_10("wildfly-10", "WildFly 10.1", 8, Platform.JAVA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return wildfly(start, "wildfly-10");
    }
  },

  WILDFLY_20("wildfly-20", "WildFly 20.0", 11, Platform.JAVA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return wildfly(start, "wildfly-20");
    }
  },

  WILDFLY_26("wildfly-26", "WildFly 26.1", 11, Platform.JAVA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return wildfly(start, "wildfly-26");
    }
  },

  WILDFLY_39("wildfly-39", "WildFly 39.0", 17, Platform.JAKARTA_EE, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return wildfly(start, "wildfly-39");
    }
  },

  BOOT_1_5("boot-1.5", "Spring Boot 1.5", 8, Platform.SPRING_BOOT, false) {
    @Override
    ProcessBuilder command(Start start) {
      return BootJar.of("1.5").executed(start);
    }
  },

  BOOT_1_5_DEVTOOLS(
      "boot-1.5-devtools", "Spring Boot 1.5 with devtools", 8, Platform.SPRING_BOOT, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return BootJar.of("1.5").withDevtools(start);
    }
  },

  BOOT_2_7("boot-2.7", "Spring Boot 2.7", 8, Platform.SPRING_BOOT, false) {
    @Override
    ProcessBuilder command(Start start) {
      return BootJar.of("2.7").executed(start);
    }
  },

  BOOT_2_7_DEVTOOLS(
      "boot-2.7-devtools", "Spring Boot 2.7 with devtools", 8, Platform.SPRING_BOOT, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return BootJar.of("2.7").withDevtools(start);
    }
  },

  BOOT_3_5("boot-3.5", "Spring Boot 3.5", 17, Platform.SPRING_BOOT, false) {
    @Override
    ProcessBuilder command(Start start) {
      return BootJar.of("3.5").executed(start);
    }
  },

  BOOT_3_5_DEVTOOLS(
      "boot-3.5-devtools", "Spring Boot 3.5 with devtools", 17, Platform.SPRING_BOOT, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return BootJar.of("3.5").withDevtools(start);
    }
  },

  BOOT_4_0("boot-4.0", "Spring Boot 4.0", 21, Platform.SPRING_BOOT, false) {
    @Override
    ProcessBuilder command(Start start) {
      return BootJar.of("4.0").executed(start);
    }
  },

  BOOT_4_0_DEVTOOLS(
      "boot-4.0-devtools", "Spring Boot 4.0 with devtools", 21, Platform.SPRING_BOOT, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return BootJar.of("4.0").withDevtools(start);
    }
  },

  FELIX("felix", "Apache Felix 7.0 with Jetty 9.4", 8, Platform.OSGI, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return felix(start, "felix-jetty-9");
    }
  },

  FELIX_12("felix-12", "Apache Felix 7.0 with Jetty 12.0", 17, Platform.OSGI_JAKARTA, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return felix(start, "felix-jetty-12");
    }
  },

  /** A container that we know stands for one that we do not. */
  FALLBACK(
      "fallback",
      "any other (Jetty 9.4 stands for it)",
      17,
      Platform.JAVAX,
      true,
      "-Dtokenrelay.instrumentation.jetty.enabled=false",
      "-Dtokenrelay.instrumentation.jetty12.enabled=false") {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return jetty(start, "jetty-home-9.", "deploy", "jsp");
    }
  };

  final String id;
  final String title;
  final int java;
  final Platform platform;

  /** Whether it looks for archives that were replaced while it runs. */
  final boolean redeploys;

  final List<String> agentOptions;

  Server(
      String id,
      String title,
      int java,
      Platform platform,
      boolean redeploys,
      String... agentOptions) {
    this.id = id;
    this.title = title;
    this.java = java;
    this.platform = platform;
    this.redeploys = redeploys;
    this.agentOptions = Arrays.asList(agentOptions);
  }

  /** How to start it; its process, and what it starts in turn, end with the test. */
  abstract ProcessBuilder command(Start start) throws IOException;

  /** Says loudly where there is none, and ends the test. */
  Path javaHome() {
    return javaHome(title, java);
  }

  static Path javaHome(String title, int java) {
    Optional<Jdk> jdk = Jdk.find(java);
    if (jdk.isEmpty()) {
      String missing =
          "NOT TESTED: " + title + ", set JAVA" + java + "_HOME to a JDK that it runs on";
      System.out.println("[WARNING] " + missing);
      assumeTrue(false, missing);
    }
    return jdk.orElseThrow().home();
  }

  private static ProcessBuilder tomcat(Start start, String folder) throws IOException {
    Path home = start.unpacked(folder);
    Path base = start.folder("base");
    copyTree(home.resolve("conf"), base.resolve("conf"));
    Files.createDirectories(base.resolve("temp"));
    Files.createDirectories(base.resolve("logs"));
    Path configuration = base.resolve("conf/server.xml");
    Files.writeString(
        configuration,
        Files.readString(configuration, StandardCharsets.UTF_8)
            .replace("port=\"8005\"", "port=\"-1\"")
            .replace("port=\"8009\"", "port=\"" + Start.freePort() + "\"")
            .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + start.port + "\"")
            .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" "),
        StandardCharsets.UTF_8);
    start.deploy(base.resolve("webapps"));
    ProcessBuilder command = start.script(home.resolve("bin/catalina.sh"), "CATALINA_OPTS", "run");
    command.environment().put("CATALINA_HOME", home.toString());
    command.environment().put("CATALINA_BASE", base.toString());
    return command;
  }

  private static ProcessBuilder jetty(Start start, String folder, String... modules)
      throws IOException {
    Path base = start.folder("base");
    Files.writeString(
        base.resolve("start.ini"), "--module=server,http," + String.join(",", modules));
    start.deploy(base.resolve("webapps"));
    return start.java(
        "-jar",
        start.unpacked(folder).resolve("start.jar").toString(),
        "jetty.base=" + base,
        "jetty.http.host=127.0.0.1",
        "jetty.http.port=" + start.port,
        "jetty.deploy.scanInterval=1");
  }

  private static ProcessBuilder glassfish(Start start, String folder) throws IOException {
    Path home = start.unpacked(folder);
    Path domains = start.folder("domains");
    Path domain = domains.resolve("domain1");
    copyTree(home.resolve("glassfish/domains/domain1"), domain);
    Path configuration = domain.resolve("config/domain.xml");
    String xml = Files.readString(configuration, StandardCharsets.UTF_8);
    for (int port : new int[] {8080, 8181, 4848, 3700, 3820, 3920, 7676, 8686, 6666, 9009}) {
      int other = port == 8080 ? start.port : Start.freePort();
      xml = xml.replace("port=\"" + port + "\"", "port=\"" + other + "\"");
      xml = xml.replace("value=\"" + port + "\"", "value=\"" + other + "\"");
    }
    StringBuilder options = new StringBuilder();
    for (String option : start.jvmOptions()) {
      options.append("<jvm-options>").append(option).append("</jvm-options>");
    }
    int at = xml.indexOf("<jvm-options>");
    xml = xml.substring(0, at) + options + xml.substring(at);
    Files.writeString(configuration, xml, StandardCharsets.UTF_8);
    start.marking("_deployed", 1).deploy(domain.resolve("autodeploy"));
    ProcessBuilder asadmin =
        new ProcessBuilder(
            start.javaCommand(),
            "-jar",
            home.resolve("glassfish/lib/client/appserver-cli.jar").toString(),
            "start-domain",
            "--verbose",
            "--domaindir",
            domains.toString(),
            "domain1");
    asadmin.environment().put("AS_JAVA", start.javaHome());
    asadmin.environment().put("JAVA_HOME", start.javaHome());
    return asadmin;
  }

  private static ProcessBuilder payara(Start start, String jar) throws IOException {
    List<String> arguments = new ArrayList<>();
    Collections.addAll(arguments, "-jar", start.copied(jar).toString());
    Collections.addAll(arguments, "--rootDir", start.folder("root").toString());
    Collections.addAll(arguments, "--nocluster", "--port", String.valueOf(start.port));
    for (Path archive : start.deploy(start.folder("war"))) {
      Collections.addAll(arguments, "--deploy", archive.toString());
    }
    return start.java(arguments.toArray(new String[0]));
  }

  private static ProcessBuilder felix(Start start, String folder) throws IOException {
    Path home = start.unpacked(folder);
    Path applications = start.folder("load");
    start.deploy(
        applications,
        ".jar",
        (archive, application, edition) ->
            War.writeBundle(archive, start.platform(), application, edition));
    Path configuration = start.folder("conf").resolve("config.properties");
    Files.write(
        configuration,
        List.of(
            "felix.auto.start.1=" + bundles(home.resolve("logging")),
            "felix.auto.start.2=" + bundles(home.resolve("bundle")),
            "org.osgi.framework.startlevel.beginning=2",
            "felix.bootdelegation.implicit=false",
            "felix.fileinstall.dir=" + applications,
            "felix.fileinstall.poll=500",
            "felix.fileinstall.noInitialDelay=true",
            "org.apache.felix.http.host=127.0.0.1",
            "org.osgi.service.http.port=" + start.port));
    return start.java(
        "-Dfelix.config.properties=" + configuration.toUri(),
        "-jar",
        home.resolve("felix.jar").toString(),
        start.folder("cache").toString());
  }

  private static String bundles(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return "";
    }
    try (var bundles = Files.list(folder)) {
      return bundles.map(each -> each.toUri().toString()).collect(Collectors.joining(" "));
    }
  }

  private static ProcessBuilder wildfly(Start start, String folder) throws IOException {
    Path home = start.unpacked(folder);
    Path base = start.folder("standalone");
    copyTree(home.resolve("standalone"), base);
    start.marking(".deployed", 1000).deploy(base.resolve("deployments"));
    ProcessBuilder command =
        start.script(
            home.resolve("bin/standalone.sh"),
            "JAVA_OPTS",
            "-Djboss.server.base.dir=" + base,
            "-Djboss.http.port=" + start.port,
            "-Djboss.https.port=" + Start.freePort(),
            "-Djboss.ajp.port=" + Start.freePort(),
            "-Djboss.management.http.port=" + Start.freePort(),
            "-Djboss.management.https.port=" + Start.freePort());
    command.environment().put("JBOSS_HOME", home.toString());
    return command;
  }

  private static ProcessBuilder liberty(Start start, String folder, String profile)
      throws IOException {
    Path home = start.unpacked(folder).resolve("wlp");
    Path server = Files.createDirectories(start.folder("usr").resolve("servers/doors"));
    StringBuilder applications = new StringBuilder();
    for (String application : start.applications) {
      applications
          .append("<webApplication location='" + application + ".war'")
          .append(" contextRoot='/" + application + "'/>");
    }
    Files.writeString(
        server.resolve("server.xml"),
        "<server><featureManager><feature>"
            + profile
            + "</feature></featureManager><httpEndpoint id='defaultHttpEndpoint' host='127.0.0.1'"
            + " httpPort='"
            + start.port
            + "' httpsPort='-1'/><keyStore id='defaultKeyStore' password='changeit'/>"
            + applications
            + "</server>");
    Files.write(server.resolve("jvm.options"), start.jvmOptions());
    start.deploy(server.resolve("apps"));
    ProcessBuilder command = start.script(home.resolve("bin/server"), null, "run", "doors");
    command.environment().put("WLP_USER_DIR", start.folder("usr").toString());
    return command;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.write(to, Files.readAllBytes(from));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var tree = Files.walk(from)) {
      tree.forEach(files::add);
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        copy(file, target);
      }
    }
  }

  /** Those that this build tests. */
  static List<Server> tested(String property) {
    List<String> names = Arrays.asList(System.getProperty(property).split(",", -1));
    List<Server> servers = new ArrayList<>();
    for (Server server : values()) {
      if (names.contains(server.id)) {
        servers.add(server);
      }
    }
    return Collections.unmodifiableList(servers);
  }
}
