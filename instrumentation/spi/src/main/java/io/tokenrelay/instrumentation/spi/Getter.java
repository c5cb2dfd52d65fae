package io.tokenrelay.instrumentation.spi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Calls a getter of one of a library's types, known only by name: advice lives beside one part of
 * the library, whose class loader need not see the others (OSGi, a shared library directory).
 */
public final class Getter {
  private final String typeName;
  private final String method;
  private final ClassValue<Found> found =
      new ClassValue<Found>() {
        @Override
        protected Found computeValue(Class<?> type) {
          return new Found(find(type));
        }
      };

  /**
   * @param typeName binary name of the class or interface that declares the getter
   */
  public Getter(String typeName, String method) {
    this.typeName = typeName;
    this.method = method;
  }

  /** The value; null if it is null, the object is not of the type, or the call fails. */
  public @Nullable Object get(Object object) {
    MethodHandle getter = found.get(object.getClass()).handle;
    if (getter == null) {
      return null;
    }
    try {
      return (Object) getter.invokeExact(object);
    } catch (Throwable refused) {
      return null;
    }
  }

  private @Nullable MethodHandle find(Class<?> type) {
    Class<?> declaring = named(type);
    if (declaring == null) {
      return null;
    }
    try {
      return MethodHandles.publicLookup()
          .unreflect(declaring.getMethod(method))
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException absent) {
      return null;
    }
  }

  private @Nullable Class<?> named(@Nullable Class<?> type) {
    if (type == null || type.getName().equals(typeName)) {
      return type;
    }
    Class<?> above = named(type.getSuperclass());
    for (Class<?> implemented : type.getInterfaces()) {
      above = above == null ? named(implemented) : above;
    }
    return above;
  }

  /** The getter of a class, or none. */
  private static final class Found {
    final @Nullable MethodHandle handle;

    Found(@Nullable MethodHandle handle) {
      this.handle = handle;
    }
  }
}
