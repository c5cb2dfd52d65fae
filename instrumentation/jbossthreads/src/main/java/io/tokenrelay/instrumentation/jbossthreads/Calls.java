package io.tokenrelay.instrumentation.jbossthreads;

import io.tokenrelay.instrumentation.spi.PerObject;

/** The owner of each asynchronous call of a session bean, from its creation until it runs. */
final class Calls {
  static final PerObject<Object> SNAPSHOTS = new PerObject<>();

  private Calls() {}
}
