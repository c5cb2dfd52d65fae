package io.tokenrelay.instrumentation.testing;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The requests that {@link TestApplication} has served and that are not collected yet. One set for
 * all deployments of it: {@link WebApplicationFolder} leaves this class out.
 */
public final class LivingRequests {
  private static final Set<Object> REQUESTS =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private LivingRequests() {}

  /** Remembers a request, weakly. */
  public static void add(Object request) {
    REQUESTS.add(request);
  }

  static int count() {
    return REQUESTS.size();
  }
}
