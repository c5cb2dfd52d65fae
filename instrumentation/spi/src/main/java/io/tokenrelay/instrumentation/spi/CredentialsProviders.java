package io.tokenrelay.instrumentation.spi;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Asks the {@code CredentialsProvider}s of one generation of Apache's HttpClient for a target's
 * credentials. The types are known only by name, for the same reason as in {@link Getter}.
 *
 * <p>A provider is asked each time, for any realm and scheme. The client's own store is a map
 * look-up; an application's own provider is asked just as the client asks it when challenged, on
 * the same thread, even an event loop's. If answers were remembered, credentials that it has
 * dropped would still count, and new ones would be missed.
 *
 * <p>The exception is the provider that delegates to {@code java.net.Authenticator}, which every
 * client that follows system properties has: there only its store is asked, and {@link
 * JavaNetCredentials} for the rest.
 */
public final class CredentialsProviders {
  private final String providerName;
  private final String systemName;
  private final String scopeName;
  private final ClassValue<Provider> providers =
      new ClassValue<Provider>() {
        @Override
        protected Provider computeValue(Class<?> type) {
          return AccessController.doPrivileged(
              (PrivilegedAction<Provider>)
                  () -> new Provider(type)); // the application may have fewer permissions
        }
      };

  /**
   * @param providerName the interface
   * @param systemName the provider that delegates to {@code java.net.Authenticator}
   * @param scopeName {@code AuthScope}, which is built from a host alone
   */
  public CredentialsProviders(String providerName, String systemName, String scopeName) {
    this.providerName = providerName;
    this.systemName = systemName;
    this.scopeName = scopeName;
  }

  /**
   * Whether a provider has credentials for a target.
   *
   * @param target the library's {@code HttpHost}, with its port
   * @param context the call's context; only versions 5 and later pass it to providers
   */
  public boolean haveFor(Object provider, Object target, @Nullable Object context, Hop hop) {
    Provider asked = providers.get(provider.getClass());
    return asked.has(provider, target, context) || (asked.isSystem && JavaNetCredentials.has(hop));
  }

  private static @Nullable Class<?> named(String name, @Nullable Class<?> type) {
    if (type == null || type.getName().equals(name)) {
      return type;
    }
    Class<?> above = named(name, type.getSuperclass());
    for (Class<?> implemented : type.getInterfaces()) {
      above = above == null ? named(name, implemented) : above;
    }
    return above;
  }

  /** A class of providers. */
  private final class Provider {
    final boolean isSystem;
    private final @Nullable Field store;
    private final MethodHandle ask;
    private final Class<?> scope;
    private volatile @Nullable MethodHandle scopeOf;

    Provider(Class<?> type) {
      Class<?> provider = named(providerName, type);
      if (provider == null) {
        throw new IncompatibleClassChangeError(type.getName());
      }
      try {
        this.isSystem = type.getName().equals(systemName); // a subclass may differ
        this.store = isSystem ? store(type, provider) : null;
        this.scope = Class.forName(scopeName, false, provider.getClassLoader());
        this.ask = ask(provider);
      } catch (ReflectiveOperationException misfit) {
        throw new IncompatibleClassChangeError(misfit.toString());
      }
    }

    private @Nullable Field store(Class<?> system, Class<?> provider) {
      for (Field field : system.getDeclaredFields()) {
        if (provider.isAssignableFrom(field.getType()) && open(field)) {
          return field;
        }
      }
      return null;
    }

    private boolean open(Field field) {
      try {
        field.setAccessible(true);
        return true;
      } catch (RuntimeException closed) { // then ask the provider itself
        return false;
      }
    }

    private MethodHandle ask(Class<?> provider) throws ReflectiveOperationException {
      for (Method method : provider.getMethods()) {
        if (method.getName().equals("getCredentials")) {
          MethodHandle handle = MethodHandles.publicLookup().unreflect(method);
          return (method.getParameterCount() == 2
                  ? handle
                  : MethodHandles.dropArguments(handle, 2, Object.class))
              .asType(methodType(Object.class, Object.class, Object.class, Object.class));
        }
      }
      throw new NoSuchMethodException(provider + ".getCredentials");
    }

    boolean has(Object provider, Object target, @Nullable Object context) {
      try {
        Object asked = store == null ? provider : store.get(provider);
        return (Object) ask.invokeExact(asked, scope(target), context) != null;
      } catch (RuntimeException | Error thrown) {
        throw thrown;
      } catch (Throwable checked) {
        throw new IllegalStateException(checked);
      }
    }

    private Object scope(Object target) throws Throwable {
      MethodHandle scopeOf = this.scopeOf;
      if (scopeOf == null) {
        scopeOf =
            MethodHandles.publicLookup()
                .unreflectConstructor(scope.getConstructor(target.getClass()))
                .asType(methodType(Object.class, Object.class));
        this.scopeOf = scopeOf;
      }
      return (Object) scopeOf.invokeExact(target);
    }
  }
}
