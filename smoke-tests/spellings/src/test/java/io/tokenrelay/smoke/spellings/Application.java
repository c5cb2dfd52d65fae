package io.tokenrelay.smoke.spellings;

import java.util.LinkedHashMap;
import java.util.Map;

/** The same few handlers, routed to by one framework or another. */
final class Application {
  /** Who serves what, where a framework wants to be told one by one. */
  static final Map<String, String> HANDLERS = new LinkedHashMap<>();

  static {
    HANDLERS.put("/admin", "admin");
    HANDLERS.put("/tenants", "tenants");
    HANDLERS.put("/users", "users");
    HANDLERS.put("/health", "health");
    HANDLERS.put("/actuator/health", "health");
  }

  final String framework;

  /** Servlets by their mappings. */
  final Map<String, Object> servlets;

  Application(String framework, Map<String, Object> servlets) {
    this.framework = framework;
    this.servlets = servlets;
  }
}
