package io.tokenrelay.smoke.doors;

/** A kind of thing that a server can answer with, and where the web application has one. */
enum Kind {
  SERVLET("servlet", "/servlet", "alice"),
  OVERRIDING("servlet that overrides `service`", "/overriding", "alice"),
  PLAIN("`Servlet` that is no `HttpServlet`", "/plain", "alice"),
  FILTER("filter that answers", "/filter/x", "alice"),
  REST("JAX-RS, or Spring MVC", "/rest/hello", "alice"),
  FACES("JSF", "/page.xhtml", "42"),
  JSP("JSP", "/page.jsp", "42"),
  FILE("file", "/file.txt", "a file"),
  UNKNOWN("unknown path", "/nowhere", "");

  final String title;
  final String path;

  /** What the answer to alice contains. */
  final String content;

  Kind(String title, String path, String content) {
    this.title = title;
    this.path = path;
    this.content = content;
  }

  /** Whether there are servers that have no such thing. */
  boolean isOptional() {
    return this == REST || this == FACES || this == JSP;
  }

  /** The status for a caller with a good token. */
  int status() {
    return this == UNKNOWN ? 404 : 200;
  }
}
