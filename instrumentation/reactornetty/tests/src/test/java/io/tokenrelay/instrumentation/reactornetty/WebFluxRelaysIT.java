package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.testing.AnswersEachOther;
import java.util.Arrays;
import java.util.List;
import reactor.netty.http.server.HttpServer;

/** One event loop serves everybody: the suite runs with {@code reactor.netty.ioWorkerCount=1}. */
class WebFluxRelaysIT extends AnswersEachOther {
  private final WebFluxServer server = new WebFluxServer();

  @Override
  protected Class<?> libraryClass() {
    return HttpServer.class;
  }

  @Override
  protected int startServer() {
    return server.start();
  }

  @Override
  protected void stopServer() {
    server.stop();
  }

  @Override
  protected List<String> ways() {
    return Arrays.asList(
        "/subscribe-on",
        "/publish-on",
        "/on-the-event-loop",
        "/flat-map",
        "/delay",
        "/future",
        "/retry",
        "/web-client",
        "/web-client-publish-on",
        "/web-client-several",
        "/body");
  }
}
