package io.tokenrelay.instrumentation.jaxrs;

/** An implementation of JAX-RS, and how it is served. */
enum Implementation {
  JERSEY(
      "org.glassfish.jersey.server.ServerRuntime",
      "org.glassfish.jersey.servlet.ServletContainer",
      "jersey.config.server.provider.classnames"),
  RESTEASY(
      "org.jboss.resteasy.core.AbstractAsynchronousResponse",
      "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher",
      "resteasy.resources"),
  CXF(
      "org.apache.cxf.jaxrs.impl.AsyncResponseImpl",
      "org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet",
      "jaxrs.serviceClasses");

  private final String asynchronousResponse;
  final String servlet;

  /** The servlet's parameter that names the classes with handlers. */
  final String resources;

  Implementation(String asynchronousResponse, String servlet, String resources) {
    this.asynchronousResponse = asynchronousResponse;
    this.servlet = servlet;
    this.resources = resources;
  }

  /** The one on the class path. */
  static Implementation underTest() {
    for (Implementation implementation : values()) {
      if (isThere(implementation.asynchronousResponse)) {
        return implementation;
      }
    }
    throw new IllegalStateException("no JAX-RS on the class path");
  }

  /** The classes with the handlers that this version can read. */
  static String resources() {
    boolean jakarta = isThere("jakarta.ws.rs.Path");
    String resource = jakarta ? JakartaResource.class.getName() : JavaxResource.class.getName();
    if (hasEventSinks()) {
      return resource + ',' + EventSinks.class.getName();
    }
    if (hasEvents()) {
      return resource
          + ','
          + (jakarta ? JakartaChunks.class.getName() : JavaxChunks.class.getName());
    }
    return resource;
  }

  /** Whether it answers in pieces that others may send, without another artifact. */
  static boolean hasEvents() {
    return underTest() == JERSEY || hasEventSinks();
  }

  private static boolean hasEventSinks() {
    return underTest() == RESTEASY && isThere("jakarta.ws.rs.sse.SseEventSink");
  }

  /** A class of what answers suspended requests. */
  Class<?> asynchronousResponse() {
    try {
      return Class.forName(asynchronousResponse);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static boolean isThere(String type) {
    String file = type.replace('.', '/') + ".class";
    return Implementation.class.getClassLoader().getResource(file) != null;
  }
}
