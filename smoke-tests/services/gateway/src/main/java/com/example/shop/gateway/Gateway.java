package com.example.shop.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/** The shop's front door. Prints the port that it listens on. */
public final class Gateway {
  private Gateway() {}

  public static void main(String[] arguments) throws Exception {
    CloseableHttpClient http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(20)
                    .setMaxConnTotal(40)
                    .build())
            .build();

    Tomcat tomcat = new Tomcat();
    Path work = Files.createTempDirectory("gateway");
    tomcat.setBaseDir(work.toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context shop = tomcat.addContext("", work.toString());
    Tomcat.addServlet(
            shop,
            "checkout",
            new CheckoutServlet(
                http, System.getProperty("orders.url"), System.getProperty("partner.url")))
        .addMapping("/checkout/*");
    tomcat.start();
    System.out.println("READY " + connector.getLocalPort());
    tomcat.getServer().await();
  }
}
