package org.jboss.as.ejb3.component.interceptors;

import java.util.concurrent.Callable;
import org.jboss.as.ejb3.pool.strictmax.StrictMaxPool;

/** Named as WildFly's, whose classes of calls are anonymous ones in it. */
public final class AsyncFutureInterceptorFactory {
  private static final StrictMaxPool BEANS = new StrictMaxPool();

  private AsyncFutureInterceptorFactory() {}

  /** An asynchronous call of a bean's method. */
  public static AsyncInvocationTask call(Callable<?> method) {
    return new AsyncInvocationTask() {
      @Override
      protected Object runInvocation() throws Exception {
        Object bean = BEANS.get();
        try {
          return method.call();
        } finally {
          BEANS.release(bean);
        }
      }
    };
  }

  /** A task that the container makes for a request, and that is no future. */
  public static Runnable task(Runnable work) {
    return new Runnable() {
      @Override
      public void run() {
        work.run();
      }
    };
  }
}
