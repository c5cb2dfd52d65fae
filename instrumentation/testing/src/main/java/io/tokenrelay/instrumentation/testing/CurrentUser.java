package io.tokenrelay.instrumentation.testing;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The user that the current thread works for, as an application asks: see docs/identity.md. */
public final class CurrentUser {
  private static final @Nullable Method SUBJECT = method("subject");

  private CurrentUser() {}

  public static @Nullable String subject() {
    try {
      return SUBJECT == null ? null : (String) SUBJECT.invoke(null);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public static String orNobody() {
    String subject = subject();
    return subject == null ? "nobody" : subject;
  }

  private static @Nullable Method method(String name) {
    try {
      return Class.forName("io.tokenrelay.api.CurrentUser", true, null).getMethod(name);
    } catch (ReflectiveOperationException withoutAgent) {
      return null;
    }
  }
}
