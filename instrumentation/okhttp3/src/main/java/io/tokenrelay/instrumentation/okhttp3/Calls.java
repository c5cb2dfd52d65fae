package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.PerObject;

/**
 * The owner of each call: the snapshot of the thread that created it. A call without an entry was
 * created for nobody.
 */
final class Calls {
  static final PerObject<OwnedCall> OWNED = new PerObject<>();

  private Calls() {}
}
