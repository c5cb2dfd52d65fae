package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.PerObject;

/**
 * The route of each blocking call that works for a user: kept with the client's runtime of the call
 * from when it asks for a connection.
 */
final class RuntimeRoute {
  static final PerObject<Object> OF_RUNTIMES = new PerObject<>();

  private RuntimeRoute() {}
}
