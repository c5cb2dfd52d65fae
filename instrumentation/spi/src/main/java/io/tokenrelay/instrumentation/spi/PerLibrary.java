package io.tokenrelay.instrumentation.spi;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all copies of an instrumentation's classes have in common that belong to one copy of a
 * library: it may come in several class loaders that share its types (modules of WildFly, bundles
 * of OSGi), and ours are loaded beside each of them. A static field is each copy's own, so what one
 * keeps under it the others do not find.
 *
 * <p>Kept with a class of the library, and collected with it.
 */
public final class PerLibrary {
  private static final ClassValue<AtomicReference<@Nullable Object>> KEPT =
      new ClassValue<AtomicReference<@Nullable Object>>() {
        @Override
        protected AtomicReference<@Nullable Object> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private PerLibrary() {}

  /**
   * The object that was made first for this class.
   *
   * @param made of the library's types or of this package's, since all copies use it
   * @param type the library's, and of no other call
   */
  @SuppressWarnings("unchecked") // what was made for the class by the same code
  public static <T> T once(Class<?> type, Supplier<T> made) {
    AtomicReference<@Nullable Object> kept = KEPT.get(type);
    Object known = kept.get();
    if (known == null) {
      Object own = made.get();
      known = kept.compareAndSet(null, own) ? own : requireNonNull(kept.get());
    }
    return (T) known;
  }
}
