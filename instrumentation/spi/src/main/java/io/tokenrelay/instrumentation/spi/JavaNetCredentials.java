package io.tokenrelay.instrumentation.spi;

import java.lang.ref.WeakReference;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.Authenticator;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the JVM's {@link Authenticator} has credentials for a target, for the clients that ask it
 * when challenged. Lives in the agent loader; called through {@link Hop#hasCredentials}.
 *
 * <p>The authenticator is the application's code, made for challenges: it may count how often it is
 * asked, delay its callers (the JDK asks it under a lock), or open a dialog. So a yes is remembered
 * for as long as it remains the JVM's authenticator: it is asked once per target that it has
 * credentials for, and, while it says no, before each call that would get a token. Treating any
 * authenticator as a yes for every target was rejected: one that is set for a proxy would cost
 * every call its token.
 *
 * <p>It is asked as for a server's {@code Basic} challenge without a realm. Apache's client then
 * also asks for a proxy's password and would send that to a server; here that does not count.
 */
public final class JavaNetCredentials {
  private static final int PLACES = 200;
  private static final @Nullable AccessibleObject DEFAULT =
      AccessController.doPrivileged((PrivilegedAction<@Nullable AccessibleObject>) () -> find());

  private static volatile Answered answered = new Answered(null);

  private JavaNetCredentials() {}

  /** Whether it has a user name and a password for the hop's target. */
  public static boolean has(Hop hop) {
    Object authenticator = current();
    if (authenticator == null) {
      return false;
    }
    Answered answered = JavaNetCredentials.answered;
    if (answered.authenticator.get() != authenticator) {
      answered = new Answered(authenticator);
      JavaNetCredentials.answered = answered;
    }
    String place = hop.scheme() + "://" + hop.host() + ':' + hop.port();
    if (answered.yes.contains(place)) {
      return true;
    }
    boolean has = ask(hop) != null;
    if (has && answered.yes.size() < PLACES) {
      answered.yes.add(place);
    }
    return has;
  }

  private static @Nullable Object ask(Hop hop) {
    return Authenticator.requestPasswordAuthentication(
        hop.host(),
        hop.proxy() == null ? hop.peer() : null,
        port(hop),
        hop.scheme(),
        "",
        "Basic",
        url(hop),
        Authenticator.RequestorType.SERVER);
  }

  private static int port(Hop hop) {
    if (hop.port() >= 0) {
      return hop.port();
    }
    return hop.scheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
  }

  private static @Nullable URL url(Hop hop) {
    try {
      return new URL(hop.scheme(), hop.host(), hop.port(), hop.path());
    } catch (MalformedURLException noUrl) {
      return null;
    }
  }

  /** The JVM's authenticator; null if there is none; some other object if it cannot be read. */
  private static @Nullable Object current() {
    AccessibleObject source = DEFAULT;
    if (source == null) {
      return JavaNetCredentials.class;
    }
    return AccessController.doPrivileged(
        (PrivilegedAction<@Nullable Object>)
            () -> {
              try {
                return source instanceof Method
                    ? ((Method) source).invoke(null)
                    : ((Field) source).get(null);
              } catch (IllegalAccessException | InvocationTargetException refused) {
                return JavaNetCredentials.class;
              }
            });
  }

  /** {@code Authenticator.getDefault()}, since Java 9; before, the field that it reads. */
  private static @Nullable AccessibleObject find() {
    try {
      return Authenticator.class.getMethod("getDefault");
    } catch (NoSuchMethodException before) {
      try {
        Field field = Authenticator.class.getDeclaredField("theAuthenticator");
        field.setAccessible(true);
        return field;
      } catch (NoSuchFieldException | RuntimeException hidden) {
        return null;
      }
    }
  }

  /** The targets for which one authenticator has said yes. */
  private static final class Answered {
    final WeakReference<@Nullable Object> authenticator;
    final Set<String> yes = ConcurrentHashMap.newKeySet();

    Answered(@Nullable Object authenticator) {
      this.authenticator = new WeakReference<>(authenticator);
    }
  }
}
