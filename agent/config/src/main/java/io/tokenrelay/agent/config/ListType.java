package io.tokenrelay.agent.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type whose values are separated by commas. An empty list is not allowed: it is not a way to say
 * "none".
 *
 * <p>Entries are checked one by one, so that a line about a list names every wrong one: a refused
 * list is parsed again entry by entry. A domain's own list need not do that itself.
 */
public abstract class ListType<T> extends Type<T> {
  protected ListType(String allowed) {
    super(allowed);
  }

  /** As in {@link Type}. */
  ListType(String allowed, Object words) {
    super(allowed, words);
  }

  @Override
  public final @Nullable T parse(String text) {
    List<String> elements = split(text);
    if (elements.isEmpty() && !text.isEmpty()) {
      return null;
    }
    try {
      return of(elements);
    } catch (IllegalArgumentException refused) {
      throw elements.size() == 1 ? refused : ofAll(elements, refused);
    }
  }

  /**
   * @return null when the elements are not allowed
   * @throws IllegalArgumentException as {@link Type#parse} does
   */
  protected abstract @Nullable T of(List<String> elements);

  @Override
  final List<String> wrongIn(String text) {
    List<String> wrong = new ArrayList<>();
    for (String element : new LinkedHashSet<>(split(text))) {
      try {
        if (of(Collections.singletonList(element)) == null) {
          wrong.add(element);
        }
      } catch (IllegalArgumentException refused) {
        wrong.add(element);
      }
    }
    return wrong;
  }

  @Override
  @Nullable String doubt(String text) {
    return doubt(text, false);
  }

  /**
   * @param ofWords whether no entry contains a space
   */
  private static @Nullable String doubt(String text, boolean ofWords) {
    List<String> doubtful = new ArrayList<>();
    for (String element : new LinkedHashSet<>(split(text))) {
      if (Quotes.areInEntry(element) || (ofWords && holdsBlank(element))) {
        doubtful.add(element);
      }
    }
    return doubtful.isEmpty()
        ? null
        : "has "
            + (ofWords ? "blanks or quotes" : "quotes")
            + " in "
            + Shown.entries(doubtful, text)
            + ", which are read as part of it: separate entries by commas, without quotes";
  }

  /** What is wrong with the first refused entry, followed by what is wrong with the others. */
  private IllegalArgumentException ofAll(List<String> elements, IllegalArgumentException refused) {
    IllegalArgumentException first = null;
    for (String element : new LinkedHashSet<>(elements)) {
      try {
        of(Collections.singletonList(element));
      } catch (IllegalArgumentException alone) {
        if (first == null) {
          first = alone;
        } else {
          first.addSuppressed(alone);
        }
      }
    }
    return first == null ? refused : first;
  }

  /** The same, but a refused value is simply not allowed, with no reason of its own. */
  public final ListType<T> orNotAllowed(String allowed) {
    ListType<T> refusing = this;
    return new ListType<T>(allowed) {
      @Override
      protected @Nullable T of(List<String> elements) {
        try {
          return refusing.of(elements);
        } catch (IllegalArgumentException refused) {
          return null;
        }
      }

      @Override
      protected boolean holdsPairs() {
        return refusing.holdsPairs();
      }
    };
  }

  /** Any elements, usually words. */
  public static ListType<List<String>> list(String allowed) {
    return new ListType<List<String>>(allowed) {
      @Override
      protected List<String> of(List<String> elements) {
        return elements;
      }

      @Override
      @Nullable String doubt(String text) {
        return ListType.doubt(text, true);
      }
    };
  }

  /** A list of these words, spelled exactly like this. */
  public static ListType<List<String>> listOf(String... words) {
    List<String> allowed = Arrays.asList(words);
    return new ListType<List<String>>("a list of " + String.join(", ", allowed)) {
      @Override
      protected @Nullable List<String> of(List<String> elements) {
        return allowed.containsAll(elements) ? elements : null;
      }
    };
  }

  /** The same with the words of an enum. */
  public static <E extends Enum<E>> ListType<List<E>> listOf(Class<E> constants) {
    Words<E> words = new Words<>(constants);
    return new ListType<List<E>>("a list of ", words) {
      @Override
      protected @Nullable List<E> of(List<String> elements) {
        List<E> found = new ArrayList<>();
        for (String element : elements) {
          E constant = words.find(element);
          if (constant == null) {
            return null;
          }
          found.add(constant);
        }
        return Collections.unmodifiableList(found);
      }
    };
  }

  /** Names that are part of other properties' names. */
  public static ListType<List<String>> names() {
    return new ListType<List<String>>("a list of names of letters, digits, - and _") {
      @Override
      protected @Nullable List<String> of(List<String> names) {
        for (String name : names) {
          if (!isName(name)) {
            return null;
          }
        }
        return names;
      }
    };
  }

  /** As text, since such a URL may be a prefix of others. */
  public static ListType<List<String>> httpUris() {
    return new ListType<List<String>>("a list of absolute http or https URLs") {
      @Override
      protected @Nullable List<String> of(List<String> elements) {
        for (String element : elements) {
          if (!isHttpUri(element)) {
            return null;
          }
        }
        return elements;
      }
    };
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Letters.isLetterOrDigit(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsBlank(String element) {
    for (int i = 0; i < element.length(); i++) {
      if (Character.isWhitespace(element.charAt(i))) {
        return true;
      }
    }
    return false;
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
}
