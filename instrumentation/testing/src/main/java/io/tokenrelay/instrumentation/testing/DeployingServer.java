package io.tokenrelay.instrumentation.testing;

import java.io.File;

/** A server to which applications are deployed while it runs. */
public interface DeployingServer extends TestServer {
  /**
   * Starts it without an application.
   *
   * @return the port
   */
  int startEmpty() throws Exception;

  /**
   * Deploys the test application from a folder.
   *
   * @return its class loader
   */
  ClassLoader deploy(String contextPath, File folder) throws Exception;

  /** Takes away what was deployed last. */
  void undeploy() throws Exception;
}
