package io.tokenrelay.instrumentation.testing;

/** A server with an application, of whichever version is on the class path. */
public interface TestServer {
  /** A class of the library, to see which version was loaded. */
  Class<?> libraryClass();

  /**
   * Starts it with the application at its root, on a free port of 127.0.0.1, with more than eight
   * threads and no limit to the requests of a connection.
   *
   * @return the port
   */
  int start() throws Exception;

  void stop() throws Exception;
}
