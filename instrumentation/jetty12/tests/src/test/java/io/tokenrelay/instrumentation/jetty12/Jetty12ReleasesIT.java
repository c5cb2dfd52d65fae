package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.testing.JettyServer;
import io.tokenrelay.instrumentation.testing.ReleasesApplications;
import java.io.File;

class Jetty12ReleasesIT extends ReleasesApplications {
  private final JettyServer jetty = new JettyServer();

  @Override
  protected Class<?> libraryClass() {
    return jetty.type();
  }

  @Override
  protected int startServer() throws Exception {
    return jetty.startEmpty();
  }

  @Override
  protected ClassLoader deploy(File folder) throws Exception {
    return jetty.deploy(CONTEXT_PATH, folder);
  }

  @Override
  protected void undeploy() throws Exception {
    jetty.undeploy();
  }

  @Override
  protected void stopServer() throws Exception {
    jetty.stop();
  }
}
