package io.tokenrelay.instrumentation.guava;

import io.tokenrelay.instrumentation.spi.PerObject;

/** Whose each task of a listening executor is, from its making to its run. */
final class OwnTasks {
  static final PerObject<Object> SNAPSHOTS = new PerObject<>();

  private OwnTasks() {}
}
