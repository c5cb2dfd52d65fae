package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.relay.RequiredClaim;
import io.tokenrelay.agent.relay.Scopes;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a property becomes a value, and the words for what is allowed. Anonymous classes,
 * not lambdas: this runs in premain.
 */
abstract class Type<T> {
  private final String allowed;

  private Type(String allowed) {
    this.allowed = allowed;
  }

  /**
   * @param text trimmed and not empty
   * @return null when the text is not allowed
   */
  abstract @Nullable T parse(String text);

  /** Ends the sentence "is not ...". */
  final String allowed() {
    return allowed;
  }

  static Type<Boolean> trueOrFalse() {
    return new Type<Boolean>("true or false") {
      @Override
      @Nullable Boolean parse(String text) {
        if (text.equalsIgnoreCase("true")) {
          return Boolean.TRUE;
        }
        return text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
      }
    };
  }

  static Type<String> oneOf(String... words) {
    List<String> allowed = Arrays.asList(words);
    return new Type<String>("one of " + String.join(", ", allowed)) {
      @Override
      @Nullable String parse(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return allowed.contains(word) ? word : null;
      }
    };
  }

  static Type<List<String>> list(String allowed) {
    return new Type<List<String>>(allowed) {
      @Override
      List<String> parse(String text) {
        return split(text);
      }
    };
  }

  /** A list whose every element is one of these words, spelled exactly so. */
  static Type<List<String>> listOf(String... words) {
    List<String> allowed = Arrays.asList(words);
    return new Type<List<String>>("a list of " + String.join(", ", allowed)) {
      @Override
      @Nullable List<String> parse(String text) {
        List<String> elements = split(text);
        return allowed.containsAll(elements) ? elements : null;
      }
    };
  }

  /** Elements that the domain can read. */
  private static Type<List<String>> readable(String allowed, Element element) {
    return new Type<List<String>>(allowed) {
      @Override
      @Nullable List<String> parse(String text) {
        List<String> elements = split(text);
        try {
          for (String each : elements) {
            element.read(each);
          }
        } catch (IllegalArgumentException unreadable) {
          return null;
        }
        return elements;
      }
    };
  }

  static Type<List<String>> scopes() {
    return readable(
        "a list of scopes, without blanks, quotes and backslashes",
        new Element() {
          @Override
          public void read(String text) {
            Scopes.check(text);
          }
        });
  }

  static Type<List<String>> claims() {
    return readable(
        "a list of claims such as name, name=value or /object/name=value",
        new Element() {
          @Override
          public void read(String text) {
            RequiredClaim.of(text);
          }
        });
  }

  private interface Element {
    /**
     * @throws IllegalArgumentException when it cannot be read
     */
    void read(String text);
  }

  /** Names that are part of other properties' names. */
  static Type<List<String>> names() {
    return new Type<List<String>>("a list of names of letters, digits, - and _") {
      @Override
      @Nullable List<String> parse(String text) {
        List<String> names = split(text);
        for (String name : names) {
          if (!isName(name)) {
            return null;
          }
        }
        return names;
      }
    };
  }

  static Type<String> text(String allowed) {
    return new Type<String>(allowed) {
      @Override
      String parse(String text) {
        return text;
      }
    };
  }

  static Type<URI> httpUri() {
    return new Type<URI>("an absolute http or https URL") {
      @Override
      @Nullable URI parse(String text) {
        try {
          URI uri = new URI(text);
          boolean http =
              "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
          return http && uri.getHost() != null && uri.getPort() <= 65_535 ? uri : null;
        } catch (URISyntaxException e) {
          return null;
        }
      }
    };
  }

  /** As text: such a URL may be the beginning of others. */
  static Type<List<String>> httpUris() {
    Type<URI> uri = httpUri();
    return new Type<List<String>>("a list of absolute http or https URLs") {
      @Override
      @Nullable List<String> parse(String text) {
        List<String> elements = split(text);
        for (String element : elements) {
          if (uri.parse(element) == null) {
            return null;
          }
        }
        return elements;
      }
    };
  }

  static Type<Integer> number(int least, int most) {
    return new Type<Integer>("a number from " + least + " to " + most) {
      @Override
      @Nullable Integer parse(String text) {
        Long number = digits(text);
        return number != null && number >= least && number <= most ? number.intValue() : null;
      }
    };
  }

  static Type<Double> fraction(double least, double most) {
    return new Type<Double>("a number from " + least + " to " + most) {
      @Override
      @Nullable Double parse(String text) {
        try {
          double number = Double.parseDouble(text);
          return number >= least && number <= most ? Double.valueOf(number) : null;
        } catch (NumberFormatException e) {
          return null;
        }
      }
    };
  }

  static Type<Duration> duration(String least, String most) {
    long leastMillis = millis(least);
    long mostMillis = millis(most);
    return new Type<Duration>(
        "a duration from " + least + " to " + most + ", such as 500ms, 30s, 5m or 1h") {
      @Override
      @Nullable Duration parse(String text) {
        long millis = millis(text);
        return millis >= leastMillis && millis <= mostMillis ? Duration.ofMillis(millis) : null;
      }
    };
  }

  static Type<Rate> rate() {
    return new Type<Rate>("off, or a rate such as 100/s, 600/m or 100/s burst=500") {
      @Override
      @Nullable Rate parse(String text) {
        return Rate.parse(text);
      }
    };
  }

  /** A number of bytes. */
  static Type<Long> size(String least, String most) {
    long leastBytes = bytes(least);
    long mostBytes = bytes(most);
    return new Type<Long>("a size from " + least + " to " + most + ", such as 16384, 512k or 32m") {
      @Override
      @Nullable Long parse(String text) {
        long bytes = bytes(text);
        return bytes >= leastBytes && bytes <= mostBytes ? Long.valueOf(bytes) : null;
      }
    };
  }

  private static List<String> split(String text) {
    List<String> elements = new ArrayList<>();
    for (int begin = 0; begin <= text.length(); ) {
      int comma = text.indexOf(',', begin);
      int end = comma < 0 ? text.length() : comma;
      String element = text.substring(begin, end).trim();
      if (!element.isEmpty()) {
        elements.add(element);
      }
      begin = end + 1;
    }
    return Collections.unmodifiableList(elements);
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetterOrDigit(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** Of ASCII. */
  static boolean isLetterOrDigit(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  /** -1 when the text is not a duration. A bare number has no unit and is none, but for 0. */
  private static long millis(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.endsWith("ms")) {
      return scaled(text, 2, 1);
    }
    switch (text.charAt(text.length() - 1)) {
      case 's':
        return scaled(text, 1, 1_000);
      case 'm':
        return scaled(text, 1, 60_000);
      case 'h':
        return scaled(text, 1, 3_600_000);
      case 'd':
        return scaled(text, 1, 86_400_000);
      default:
        return -1;
    }
  }

  /** -1 when the text is not a size. */
  private static long bytes(String text) {
    switch (text.charAt(text.length() - 1)) {
      case 'k':
      case 'K':
        return scaled(text, 1, 1L << 10);
      case 'm':
      case 'M':
        return scaled(text, 1, 1L << 20);
      case 'g':
      case 'G':
        return scaled(text, 1, 1L << 30);
      default:
        return scaled(text, 0, 1);
    }
  }

  private static long scaled(String text, int unit, long factor) {
    Long number = digits(text.substring(0, text.length() - unit).trim());
    return number == null ? -1 : number * factor;
  }

  /** Nine digits at most, so that no unit overflows. */
  private static @Nullable Long digits(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return Long.valueOf(text);
  }
}
