package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.testing.ReleasesApplications;
import io.tokenrelay.instrumentation.testing.TomcatServer;
import java.io.File;
import org.apache.catalina.connector.Request;

class TomcatReleasesIT extends ReleasesApplications {
  private final TomcatServer tomcat = new TomcatServer();

  @Override
  protected Class<?> libraryClass() {
    return Request.class;
  }

  @Override
  protected int startServer() throws Exception {
    return tomcat.startEmpty();
  }

  @Override
  protected ClassLoader deploy(File folder) throws Exception {
    return tomcat.deploy(CONTEXT_PATH, folder);
  }

  @Override
  protected void undeploy() throws Exception {
    tomcat.undeploy();
  }

  @Override
  protected void stopServer() throws Exception {
    tomcat.stop();
  }
}
