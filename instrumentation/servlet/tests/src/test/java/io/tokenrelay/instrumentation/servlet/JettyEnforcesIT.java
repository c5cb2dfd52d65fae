package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.testing.EnforcesInbound;
import org.eclipse.jetty.server.Server;

/** A container without an instrumentation of its own. */
class JettyEnforcesIT extends EnforcesInbound {
  private final JettyServer jetty = new JettyServer();

  @Override
  protected Class<?> libraryClass() {
    return Server.class;
  }

  @Override
  protected int startServer() throws Exception {
    return jetty.start();
  }

  @Override
  protected void stopServer() throws Exception {
    jetty.stop();
  }

  @Override
  protected boolean comesBeforeTheFilters() {
    return false;
  }
}
