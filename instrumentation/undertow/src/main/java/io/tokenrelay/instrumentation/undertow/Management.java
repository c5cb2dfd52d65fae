package io.tokenrelay.instrumentation.undertow;

import io.undertow.server.HttpHandler;

/**
 * The management interface of WildFly and JBoss EAP: a listener of its own, with accounts of its
 * own, for {@code jboss-cli} and the console. No application answers there.
 */
final class Management {
  private static final String PACKAGE = "org.jboss.as.domain.http.server.";

  private Management() {}

  static boolean isServedBy(HttpHandler root) {
    return root.getClass().getName().startsWith(PACKAGE);
  }
}
