package io.tokenrelay.agent.weave;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agent's classes that have an initialiser. They are initialised where there is room for it,
 * before they are used: at the end of an application's stack an initialiser fails, and then its
 * class can never be used again (JVMS §5.5).
 *
 * <p>The list is written by the build, a line for each package; without it, as in tests that run no
 * packaged agent, there is nothing to do.
 */
public final class Initialisers {
  /** A package and its classes' simple binary names, separated by spaces. */
  static final String RESOURCE = "io/tokenrelay/agent/weave/initialisers";

  private final ClassLoader agentLoader;
  private @Nullable Map<String, List<String>> classes;

  public Initialisers(ClassLoader agentLoader) {
    this.agentLoader = agentLoader;
  }

  /**
   * Initialises the agent's own classes in these packages and those below.
   *
   * @return those that cannot be used, since their initialisers have failed
   */
  public List<String> initialise(String... packages) {
    List<String> spoiled = new ArrayList<>();
    for (Map.Entry<String, List<String>> each : classes().entrySet()) {
      if (isBelow(each.getKey(), packages)) {
        for (String name : each.getValue()) {
          if (!isInitialised(name, agentLoader)) {
            spoiled.add(name);
          }
        }
      }
    }
    return spoiled;
  }

  private static boolean isBelow(String packageName, String... packages) {
    for (String each : packages) {
      if (packageName.equals(each) || packageName.startsWith(each.concat("."))) {
        return true;
      }
    }
    return false;
  }

  /** The names of those in a package. */
  List<String> in(String packageName) {
    List<String> names = classes().get(packageName);
    return names == null ? Collections.<String>emptyList() : names;
  }

  /**
   * @return false if it cannot be used, or a type that it is made of is not there
   * @throws StackOverflowError if there is no room for it after all
   */
  static boolean isInitialised(String name, ClassLoader loader) {
    try {
      Class.forName(name, true, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError unusable) {
      return false;
    }
  }

  private synchronized Map<String, List<String>> classes() {
    Map<String, List<String>> known = classes;
    if (known == null) {
      known = read();
      classes = known;
    }
    return known;
  }

  private Map<String, List<String>> read() {
    Map<String, List<String>> read = new HashMap<>();
    try (InputStream in = agentLoader.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] words = line.split(" ");
          List<String> names = new ArrayList<>(words.length - 1);
          for (int i = 1; i < words.length; i++) {
            names.add(words[0] + '.' + words[i]);
          }
          read.put(words[0], names);
        }
      }
    } catch (IOException damaged) {
      // They are initialised when they are used.
    }
    return read;
  }
}
