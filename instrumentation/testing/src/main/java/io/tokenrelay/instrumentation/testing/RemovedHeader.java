package io.tokenrelay.instrumentation.testing;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes two headers off each request that has them, as the attached agent would. */
public final class RemovedHeader extends BeforeInbound {
  /** Whatever is asked for in this test is spelt otherwise by its clients. */
  public static final String NAME = "x-jwt-Payload";

  static final String OTHER = "X-Other-Payload";

  private final AtomicInteger removed = new AtomicInteger();

  private RemovedHeader() {}

  /** Of the requests from now on. There must have been two. */
  public static RemovedHeader fromNowOn() throws Exception {
    RemovedHeader header = new RemovedHeader();
    header.install();
    return header;
  }

  /** From how many requests. */
  public int count() {
    return removed.get();
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return method.getName().equals("removesHeaders")
        ? true
        : super.invoke(proxy, method, arguments);
  }

  @Override
  void receives(Class<?> type, Object request) throws ReflectiveOperationException {
    Method header = type.getMethod("header", String.class);
    for (String name : new String[] {NAME, OTHER}) {
      if (header.invoke(request, name) != null) {
        boolean gone = (Boolean) type.getMethod("remove", String.class).invoke(request, name);
        if (gone && header.invoke(request, name) == null) {
          removed.incrementAndGet();
        }
      }
    }
  }
}
