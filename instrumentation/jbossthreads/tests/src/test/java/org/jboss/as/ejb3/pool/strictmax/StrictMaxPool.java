package org.jboss.as.ejb3.pool.strictmax;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Named as WildFly's: the instances of a bean, of which each call takes one. */
public final class StrictMaxPool {
  private final Queue<Object> instances = new ConcurrentLinkedQueue<>();

  public Object get() {
    Object instance = instances.poll();
    return instance == null ? new Object() : instance;
  }

  public void release(Object instance) {
    instances.add(instance);
  }
}
