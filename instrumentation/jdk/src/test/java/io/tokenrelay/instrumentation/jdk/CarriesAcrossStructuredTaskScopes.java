package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The subtasks of a structured scope are virtual threads: each carries what its scope's owner
 * carries. A preview in all JDKs that have it, of two shapes; by reflection, for JDK 8.
 */
class CarriesAcrossStructuredTaskScopes {
  private static final String SCOPE = "java.util.concurrent.StructuredTaskScope";

  @BeforeEach
  void needsStructuredTaskScopes() {
    boolean there = true;
    try {
      Class.forName(SCOPE);
    } catch (ClassNotFoundException before21) {
      there = false;
    }
    assumeTrue(there, "structured task scopes are a preview of JDK 21 and later");
  }

  @Test
  void subtasksCarry() throws Exception {
    for (String user : new String[] {"ann", As.NOBODY, "bob"}) {
      Callable<String> subtask = As::whom;
      assertThat(As.user(user, () -> forkTwo(subtask, subtask))).isEqualTo(user + "," + user);
    }
  }

  @Test
  void subtasksOfSubtasksCarry() throws Exception {
    for (String user : new String[] {"ann", As.NOBODY, "bob"}) {
      Callable<String> subtask = () -> forkTwo(As::whom, As::whom);
      assertThat(As.user(user, () -> forkTwo(As::whom, subtask)))
          .isEqualTo(String.join(",", Arrays.asList(user, user, user)));
    }
  }

  @Test
  void aSubtaskTellsTheTaskThatWasForked() throws Exception {
    Class<?> type = Class.forName(SCOPE);
    Callable<String> own = As::whom;
    Object told =
        As.user(
            "ann",
            () -> {
              try (AutoCloseable scope = open(type)) {
                Object subtask = type.getMethod("fork", Callable.class).invoke(scope, own);
                type.getMethod("join").invoke(scope);
                java.lang.reflect.Method task;
                try {
                  task = Class.forName(SCOPE + "$Subtask").getMethod("task");
                } catch (NoSuchMethodException from25) {
                  return own;
                }
                return task.invoke(subtask);
              }
            });
    assertThat(told).isSameAs(own);
  }

  private static String forkTwo(Callable<String> one, Callable<String> other) throws Exception {
    Class<?> type = Class.forName(SCOPE);
    try (AutoCloseable scope = open(type)) {
      Object first = type.getMethod("fork", Callable.class).invoke(scope, one);
      Object second = type.getMethod("fork", Callable.class).invoke(scope, other);
      type.getMethod("join").invoke(scope);
      return result(first) + "," + result(second);
    }
  }

  private static AutoCloseable open(Class<?> type) throws Exception {
    return (AutoCloseable)
        (type.isInterface()
            ? type.getMethod("open").invoke(null) // JDK 25
            : type.getConstructor().newInstance());
  }

  private static Object result(Object subtask) throws Exception {
    return Class.forName(SCOPE + "$Subtask").getMethod("get").invoke(subtask);
  }
}
