package io.tokenrelay.agent.weave;

import java.net.URL;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Names the place of a library for an operator: its jar, and the loader that it is in. */
final class Place {
  private Place() {}

  /** A loader is named by its class: its own {@code toString} is the application's code. */
  static String of(ClassLoader loader, @Nullable Class<?> type) {
    String name =
        loader.getClass().getName() + '@' + Integer.toHexString(System.identityHashCode(loader));
    String jar = type == null ? null : jarOf(type);
    return jar == null ? name : jar + " in " + name;
  }

  private static @Nullable String jarOf(Class<?> type) {
    try {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      URL location = source == null ? null : source.getLocation();
      return location == null ? null : location.getPath();
    } catch (SecurityException refused) {
      return null;
    }
  }
}
