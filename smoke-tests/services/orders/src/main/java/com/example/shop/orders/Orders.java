package com.example.shop.orders;

import com.squareup.wire.GrpcClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Takes orders. Prints the port that it listens on. */
public final class Orders {
  private Orders() {}

  public static void main(String[] arguments) throws Exception {
    GrpcClient pricing =
        new GrpcClient.Builder()
            .client(
                new OkHttpClient.Builder()
                    .protocols(Collections.singletonList(Protocol.H2_PRIOR_KNOWLEDGE))
                    .build())
            .baseUrl(System.getProperty("pricing.url"))
            .build();

    Tomcat tomcat = new Tomcat();
    Path work = Files.createTempDirectory("orders");
    tomcat.setBaseDir(work.toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context shop = tomcat.addContext("", work.toString());
    Tomcat.addServlet(shop, "orders", new OrderServlet(pricing)).addMapping("/orders/*");
    tomcat.start();
    System.out.println("READY " + connector.getLocalPort());
    tomcat.getServer().await();
  }
}
