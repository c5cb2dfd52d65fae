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
 * Asks the {@code CredentialsProvider}s of one generation of Apache's HttpClient for what they have
 * for a target: known by name only, for the same reason as in {@link Getter}.
 *
 * <p>A provider is asked each time, for any realm and scheme: a store of the client's own is a look
 * into a map, and what an application puts in its place is asked as its client asks it when it is
 * challenged, on the same thread, an event loop's included. Remembering its answers would make
 * credentials count that it has given up, or miss those that it got meanwhile.
 *
 * <p>Not so the one that hands questions on to {@code java.net.Authenticator}, and which every
 * client has that follows system properties: only the store in it is asked, and {@link
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
              (PrivilegedAction<Provider>) () -> new Provider(type)); // the application may do less
        }
      };

  /**
   * @param providerName the interface
   * @param systemName the provider that asks {@code java.net.Authenticator}
   * @param scopeName {@code AuthScope}, made of a host alone
   */
  public CredentialsProviders(String providerName, String systemName, String scopeName) {
    this.providerName = providerName;
    this.systemName = systemName;
    this.scopeName = scopeName;
  }

  /**
   * Whether a provider has credentials for a target.
   *
   * @param target an {@code HttpHost} of the library's, with its port
   * @param context what the call has been given; only 5 and later show it to providers
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
        this.isSystem = type.getName().equals(systemName); // a subclass may have its own mind
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
      } catch (RuntimeException closed) { // then it is asked itself
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
