package com.example.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;

/** No more than what its configuration says. */
@SpringBootApplication
public class Gateway {
  public static void main(String[] arguments) {
    SpringApplication.run(Gateway.class, arguments);
  }

  @EventListener
  public void serves(WebServerInitializedEvent event) {
    System.out.println("READY " + event.getWebServer().getPort());
  }
}
