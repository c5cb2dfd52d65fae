package com.example.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * A small service: {@code /plain} answers, {@code /relay} asks another service first, {@code
 * /stats} tells what it has cost so far. Prints the port that it listens on.
 */
public final class App {
  private App() {}

  public static void main(String[] arguments) throws Exception {
    boolean byHand = Boolean.getBoolean("by.hand");
    HttpClientBuilder http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(32)
                    .setMaxConnTotal(32)
                    .build());
    if (byHand) {
      http.addRequestInterceptorLast(new HeaderByHand());
    }

    Tomcat tomcat = new Tomcat();
    Path work = Files.createTempDirectory("app");
    tomcat.setBaseDir(work.toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", work.toString());
    Tomcat.addServlet(context, "plain", new PlainServlet()).addMapping("/plain");
    Tomcat.addServlet(
            context, "relay", new RelayServlet(http.build(), System.getProperty("backend.url")))
        .addMapping("/relay");
    Tomcat.addServlet(context, "stats", new StatsServlet()).addMapping("/stats");
    if (byHand) {
      addFilter(context);
    }
    tomcat.start();
    System.out.println("READY " + connector.getLocalPort());
    tomcat.getServer().await();
  }

  private static void addFilter(Context context) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("by-hand");
    definition.setFilter(new HeaderByHand());
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName("by-hand");
    mapping.addURLPattern("/*");
    context.addFilterMap(mapping);
  }
}
