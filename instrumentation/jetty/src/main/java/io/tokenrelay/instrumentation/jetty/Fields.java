package io.tokenrelay.instrumentation.jetty;

import java.lang.reflect.InvocationTargetException;
import org.eclipse.jetty.server.Request;

/**
 * The header fields of a request. {@code HttpFields} is a class that can be changed in Jetty 9, and
 * an interface whose objects are replaced since 10: found by reflection, since it is needed only
 * where somebody sends what they may not.
 */
final class Fields {
  private static final String FIELDS = "org.eclipse.jetty.http.HttpFields";

  private Fields() {}

  /** Takes a header off a request; returns whether it is gone. */
  static boolean remove(Request request, String name) {
    try {
      Class<?> type = Class.forName(FIELDS, false, Request.class.getClassLoader());
      Object fields = Request.class.getMethod("getHttpFields").invoke(request);
      if (type.isInterface()) {
        Object changed = type.getMethod("build", type).invoke(null, fields);
        Class<?> mutable = Class.forName(FIELDS + "$Mutable", false, type.getClassLoader());
        mutable.getMethod("remove", String.class).invoke(changed, name);
        Request.class.getMethod("setHttpFields", type).invoke(request, changed);
      } else {
        type.getMethod("remove", String.class).invoke(fields, name);
      }
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException misfit) {
      return false;
    } catch (InvocationTargetException failure) {
      throw new IllegalStateException(failure.getCause());
    }
    return request.getHeader(name) == null;
  }
}
