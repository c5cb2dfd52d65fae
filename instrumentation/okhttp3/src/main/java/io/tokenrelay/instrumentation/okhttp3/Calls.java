package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.PerObject;

/**
 * The snapshot of the thread that created each call. A call without an entry was created for
 * nobody.
 */
final class Calls {
  static final PerObject<Object> SNAPSHOTS = new PerObject<>();

  private Calls() {}
}
