package io.tokenrelay.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a property becomes a value, and how to say what is allowed. A domain extends it
 * for its own values, so that each kind is read in one place. Anonymous classes, not lambdas: this
 * runs in premain.
 */
public abstract class Type<T> {
  private final String allowed;
  private final Object words;

  protected Type(String allowed) {
    this(allowed, "");
  }

  /**
   * @param words the end of the sentence, which is made where it is read
   */
  Type(String allowed, Object words) {
    this.allowed = allowed;
    this.words = words;
  }

  /**
   * @param text trimmed and not empty, or a default
   * @return null if the text is not allowed
   * @throws IllegalArgumentException naming the value and what is wrong with it, if that says more
   *     than {@link #allowed}; then the default is used
   */
  public abstract @Nullable T parse(String text);

  /** Whether its values are pairs, {@code name=value}. */
  protected boolean holdsPairs() {
    return false;
  }

  /** Which entries of a list keep it from being allowed. */
  List<String> wrongIn(String text) {
    return Collections.emptyList();
  }

  /**
   * What in an allowed text can hardly be intended, as the end of a sentence; null if there is
   * nothing to say.
   */
  @Nullable String doubt(String text) {
    return Quotes.areIn(text)
        ? "has quotes in it, which are read as part of it: remove them"
        : null;
  }

  /** Completes the sentence "is not ...". */
  final String allowed() {
    return allowed + words;
  }

  public static Type<Boolean> trueOrFalse() {
    return new Type<Boolean>("true or false") {
      @Override
      public @Nullable Boolean parse(String text) {
        if (text.equalsIgnoreCase("true")) {
          return Boolean.TRUE;
        }
        return text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
      }
    };
  }

  public static Type<String> oneOf(String... words) {
    List<String> allowed = Arrays.asList(words);
    return new Type<String>("one of " + String.join(", ", allowed)) {
      @Override
      public @Nullable String parse(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return allowed.contains(word) ? word : null;
      }
    };
  }

  /** One of the words of an enum: {@code enforce-present} for {@code ENFORCE_PRESENT}. */
  public static <E extends Enum<E>> Type<E> oneOf(Class<E> constants) {
    Words<E> words = new Words<>(constants);
    return new Type<E>("one of ", words) {
      @Override
      public @Nullable E parse(String text) {
        return words.find(text.toLowerCase(Locale.ROOT));
      }
    };
  }

  /** Any text that is not in quotes, which are never intended. */
  public static Type<String> text(String allowed) {
    return new Type<String>(allowed) {
      @Override
      public @Nullable String parse(String text) {
        return Quotes.areAround(text) ? null : text;
      }
    };
  }

  public static Type<URI> httpUri() {
    return new Type<URI>("an absolute http or https URL") {
      @Override
      public @Nullable URI parse(String text) {
        return asHttpUri(text);
      }
    };
  }

  /** Whether it is a URL that can be fetched. */
  public static boolean isHttpUri(String text) {
    return asHttpUri(text) != null;
  }

  private static @Nullable URI asHttpUri(String text) {
    try {
      URI uri = new URI(text);
      boolean http =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return http && uri.getHost() != null && uri.getPort() <= 65_535 ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  public static Type<Integer> number(int least, int most) {
    return new Type<Integer>("a number from " + least + " to " + most) {
      @Override
      public @Nullable Integer parse(String text) {
        Long number = Quantity.digits(text);
        return number != null && number >= least && number <= most ? number.intValue() : null;
      }
    };
  }

  public static Type<Double> fraction(double least, double most) {
    return new Type<Double>("a number from " + least + " to " + most) {
      @Override
      public @Nullable Double parse(String text) {
        try {
          double number = Double.parseDouble(text);
          return number >= least && number <= most ? Double.valueOf(number) : null;
        } catch (NumberFormatException e) {
          return null;
        }
      }
    };
  }

  public static Type<Duration> duration(String least, String most) {
    return new Type<Duration>(
        "a duration from " + least + " to " + most + ", such as 500ms, 30s, 5m or 1h") {
      @Override
      public @Nullable Duration parse(String text) {
        long millis = Quantity.millis(text);
        return millis >= Quantity.millis(least) && millis <= Quantity.millis(most)
            ? Duration.ofMillis(millis)
            : null;
      }
    };
  }

  /** A number of bytes. */
  public static Type<Long> size(String least, String most) {
    return new Type<Long>("a size from " + least + " to " + most + ", such as 16384, 512k or 32m") {
      @Override
      public @Nullable Long parse(String text) {
        long bytes = Quantity.bytes(text);
        return bytes >= Quantity.bytes(least) && bytes <= Quantity.bytes(most)
            ? Long.valueOf(bytes)
            : null;
      }
    };
  }
}
