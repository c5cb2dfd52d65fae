package com.example.shop.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/** The shop's front door as it was written ten years ago. Prints the port that it listens on. */
public final class Gateway {
  private Gateway() {}

  public static void main(String[] arguments) throws Exception {
    CloseableHttpClient http =
        HttpClients.custom().setMaxConnPerRoute(20).setMaxConnTotal(40).build();

    Tomcat tomcat = new Tomcat();
    Path work = Files.createTempDirectory("gateway");
    tomcat.setBaseDir(work.toString());
    Connector connector = new Connector("HTTP/1.1");
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    tomcat.getService().addConnector(connector);
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
