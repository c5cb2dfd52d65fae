package io.tokenrelay.instrumentation.jaxrs;

import io.tokenrelay.instrumentation.testing.TestServer;
import io.tokenrelay.instrumentation.testing.TomcatServer;
import java.util.Collections;

/**
 * JAX-RS in an embedded Tomcat, javax or jakarta, by whichever implementation is on the class path.
 */
final class JaxRsServer implements TestServer {
  private final Implementation library = Implementation.underTest();
  private final TomcatServer tomcat = new TomcatServer();

  @Override
  public Class<?> libraryClass() {
    return library.asynchronousResponse();
  }

  @Override
  public int start() throws Exception {
    return tomcat.start(
        library.servlet,
        "/*",
        Collections.singletonMap(library.resources, Implementation.resources()));
  }

  /** Until no request is in its threads any more, those that wait for others included. */
  void awaitIdle() {
    tomcat.awaitIdle();
  }

  @Override
  public void stop() throws Exception {
    tomcat.stop();
  }
}
