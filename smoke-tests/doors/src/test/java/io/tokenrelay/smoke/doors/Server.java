package io.tokenrelay.smoke.doors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A server of somebody else's, as it comes: what it is called, what it has, and how it is started
 * with the web application at {@code /app}.
 */
enum Server {
  TOMCAT("tomcat", "Tomcat 10.1", 17, true, false, false) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      Path base = start.folder("base");
      Path home = start.unpacked("apache-tomcat-");
      Path conf = Files.createDirectories(base.resolve("conf"));
      copy(home.resolve("conf/web.xml"), conf.resolve("web.xml"));
      Files.createDirectories(base.resolve("temp"));
      Files.writeString(
          conf.resolve("server.xml"),
          "<Server port='-1'><Service name='Catalina'><Connector address='127.0.0.1' port='"
              + start.port
              + "'/><Engine name='Catalina' defaultHost='localhost'><Host name='localhost'"
              + " appBase='webapps'/></Engine></Service></Server>");
      start.war(base.resolve("webapps/app.war"));
      return start.java(
          "-Dcatalina.home=" + home,
          "-Dcatalina.base=" + base,
          "-Djava.io.tmpdir=" + base.resolve("temp"),
          "-cp",
          home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
          "org.apache.catalina.startup.Bootstrap",
          "start");
    }
  },

  JETTY("jetty", "Jetty 9.4", 17, false, false, false) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return jettyRunner(start);
    }
  },

  GLASSFISH_5("glassfish-5", "GlassFish 5.1", 8, false, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return glassfish(start, "glassfish5");
    }
  },

  GLASSFISH_7("glassfish-7", "GlassFish 7.0", 17, true, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return glassfish(start, "glassfish7");
    }
  },

  PAYARA_5("payara-5", "Payara 5.2022", 11, false, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return payara(start, "payara-micro-5.");
    }
  },

  PAYARA_6("payara-6", "Payara 6.2025", 17, true, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return payara(start, "payara-micro-6.");
    }
  },

  LIBERTY_EE8("liberty-ee8", "Open Liberty 21, Java EE 8", 17, false, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return liberty(start, "liberty-21", "webProfile-8.0");
    }
  },

  LIBERTY_25_EE8("liberty-25-ee8", "Open Liberty 25, Java EE 8", 17, false, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return liberty(start, "liberty-25", "webProfile-8.0");
    }
  },

  LIBERTY_EE9("liberty-ee9", "Open Liberty 25, Jakarta EE 9", 17, true, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return liberty(start, "liberty-25", "webProfile-9.1");
    }
  },

  LIBERTY_EE10("liberty-ee10", "Open Liberty 25, Jakarta EE 10", 17, true, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return liberty(start, "liberty-25", "webProfile-10.0");
    }
  },

  WILDFLY_10("wildfly-10", "WildFly 10.1", 8, false, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return wildfly(start, "wildfly-10");
    }
  },

  WILDFLY_26("wildfly-26", "WildFly 26.1", 11, false, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return wildfly(start, "wildfly-26");
    }
  },

  WILDFLY_39("wildfly-39", "WildFly 39.0", 17, true, true, true) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      return wildfly(start, "wildfly-39");
    }
  },

  /** A container that we know stands for one that we do not. */
  FALLBACK("fallback", "any other (Jetty 9.4 stands for it)", 17, false, false, false) {
    @Override
    ProcessBuilder command(Start start) throws IOException {
      start.agentOption("-Dtokenrelay.instrumentation.jetty.enabled=false");
      start.agentOption("-Dtokenrelay.instrumentation.jetty12.enabled=false");
      return jettyRunner(start);
    }
  };

  final String id;
  final String title;
  final int java;
  final boolean jakarta;
  private final boolean faces;
  private final boolean jaxRs;

  Server(String id, String title, int java, boolean jakarta, boolean faces, boolean jaxRs) {
    this.id = id;
    this.title = title;
    this.java = java;
    this.jakarta = jakarta;
    this.faces = faces;
    this.jaxRs = jaxRs;
  }

  /** How to start it; its process, and what it starts in turn, end with the test. */
  abstract ProcessBuilder command(Start start) throws IOException;

  boolean hasFaces() {
    return faces;
  }

  /** What there is of the web application's on this server. */
  boolean has(Kind kind) {
    return kind == Kind.FACES ? faces : kind != Kind.JAX_RS || jaxRs;
  }

  private static ProcessBuilder jettyRunner(Start start) throws IOException {
    Path war = start.war(start.folder("war").resolve("app.war"));
    return start.java(
        "-jar",
        start.copied("jetty-runner-").toString(),
        "--host",
        "127.0.0.1",
        "--port",
        String.valueOf(start.port),
        "--path",
        "/app",
        war.toString());
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
    for (String option : start.agentOptions()) {
      options.append("<jvm-options>").append(option).append("</jvm-options>");
    }
    int at = xml.indexOf("<jvm-options>");
    xml = xml.substring(0, at) + options + xml.substring(at);
    Files.writeString(configuration, xml, StandardCharsets.UTF_8);
    start.war(domain.resolve("autodeploy/app.war"));
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
    Path war = start.war(start.folder("war").resolve("app.war"));
    return start.java(
        "-jar",
        start.copied(jar).toString(),
        "--rootDir",
        start.folder("root").toString(),
        "--nocluster",
        "--port",
        String.valueOf(start.port),
        "--deploy",
        war.toString());
  }

  private static ProcessBuilder wildfly(Start start, String folder) throws IOException {
    Path home = start.unpacked(folder);
    Path base = start.folder("standalone");
    copyTree(home.resolve("standalone"), base);
    start.war(base.resolve("deployments/app.war"));
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
    Files.writeString(
        server.resolve("server.xml"),
        "<server><featureManager><feature>"
            + profile
            + "</feature></featureManager><httpEndpoint id='defaultHttpEndpoint' host='127.0.0.1'"
            + " httpPort='"
            + start.port
            + "' httpsPort='-1'/><keyStore id='defaultKeyStore' password='changeit'/>"
            + "<webApplication location='app.war' contextRoot='/app'/></server>");
    Files.write(server.resolve("jvm.options"), start.agentOptions());
    start.war(server.resolve("apps/app.war"));
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
  static List<Server> tested() {
    List<String> names = Arrays.asList(System.getProperty("doors.servers").split(",", -1));
    List<Server> servers = new ArrayList<>();
    for (Server server : values()) {
      if (names.contains(server.id)) {
        servers.add(server);
      }
    }
    return Collections.unmodifiableList(servers);
  }
}
