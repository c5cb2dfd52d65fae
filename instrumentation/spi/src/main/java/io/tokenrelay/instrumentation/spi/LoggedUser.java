package io.tokenrelay.instrumentation.spi;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entry that log events get in their MDC: for whom the thread worked that made the event.
 *
 * <p>Looked up when an event is made and kept with the event, never put into a library's MDC:
 * nothing has to be taken off a thread, nothing can be copied to another, and an appender that
 * writes the event later, on a thread of its own, writes what it was made with.
 */
public final class LoggedUser {
  /** The entry's key. */
  public static final String KEY = "tokenrelay.subject";

  private static final PerObject<String> OF_EVENT = new PerObject<>();

  private static volatile @Nullable Source source;

  private LoggedUser() {}

  /** Called by the agent when it starts, if it is asked for. */
  public static void install(Source source) {
    LoggedUser.source = source;
  }

  /** The value for an event that is made now on this thread; null for none. */
  public static @Nullable String current() {
    Source installed = source;
    return installed == null ? null : installed.current();
  }

  /** Keeps the value with an event that has just been made. */
  public static void keepWith(Object event) {
    String user = current();
    if (user != null) {
      OF_EVENT.set(event, user);
    }
  }

  /** The same for an event that is a copy of another. */
  public static void keepWith(Object event, Object original) {
    OF_EVENT.set(event, of(original));
  }

  /** The value that an event was made with; null for none. */
  public static @Nullable String of(Object event) {
    return OF_EVENT.get(event);
  }

  /**
   * The entries of an event, with its own added to those that its library knows.
   *
   * @return a new map; null if there is nothing to add
   */
  public static @Nullable Map<String, Object> in(Object event, @Nullable Map<String, ?> entries) {
    String user = of(event);
    if (user == null) {
      return null;
    }
    Map<String, Object> all = entries == null ? new HashMap<>() : new HashMap<>(entries);
    all.put(KEY, user);
    return all;
  }

  /** The agent, which knows whose work a thread does. Never throws. */
  public interface Source {
    @Nullable String current();
  }
}
