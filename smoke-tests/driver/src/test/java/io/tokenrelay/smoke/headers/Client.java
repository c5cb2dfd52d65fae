package io.tokenrelay.smoke.headers;

/** The clients that are measured. */
enum Client {
  HTTP_URL_CONNECTION("HttpURLConnection", "`HttpURLConnection`", "HTTP/1.1"),
  OKHTTP_1("okhttp-1.1", "OkHttp 4", "HTTP/1.1"),
  HTTP_CLIENT_5_1("httpclient5-1.1", "HttpClient 5, async", "HTTP/1.1"),
  JDK_1("java.net.http-1.1", "`java.net.http`, Java 17", "HTTP/1.1"),
  OKHTTP_2("okhttp-2", "OkHttp 4", "HTTP/2"),
  HTTP_CLIENT_5_2("httpclient5-2", "HttpClient 5, async", "HTTP/2"),
  REACTOR_NETTY_2("reactornetty-2", "Reactor Netty", "HTTP/2"),
  GRPC("grpc", "grpc-java", "HTTP/2"),
  JDK_2("java.net.http-2", "`java.net.http`, Java 17", "HTTP/2");

  /** As the program calls it that makes the calls. */
  final String program;

  final String title;
  final String protocol;

  Client(String program, String title, String protocol) {
    this.program = program;
    this.title = title;
    this.protocol = protocol;
  }
}
