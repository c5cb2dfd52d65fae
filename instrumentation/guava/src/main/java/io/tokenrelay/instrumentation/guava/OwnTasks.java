package io.tokenrelay.instrumentation.guava;

import io.tokenrelay.instrumentation.spi.PerObject;

/** The owner of each task of a listening executor, from creation until it runs. */
final class OwnTasks {
  static final PerObject<Object> SNAPSHOTS = new PerObject<>();

  private OwnTasks() {}
}
