package io.tokenrelay.instrumentation.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rules of one instrumentation: {@code
 * weave.type("okhttp3.RealCall").method("execute").with("Advice")}.
 */
public final class Weave {
  /** The package of advice that several libraries share. */
  private static final String SHARED = "io.tokenrelay.instrumentation.spi.advice";

  private final String instrumentation;
  private final String advicePackage;
  private final List<Rule> rules = new ArrayList<>();

  Weave(String instrumentation, String advicePackage) {
    this.instrumentation = instrumentation;
    this.advicePackage = advicePackage;
  }

  /**
   * Chooses a class by its exact binary name. There are no hierarchy matchers: they cost seconds at
   * start.
   */
  public Type type(String name) {
    return new Type(Names.type(name), false, null);
  }

  /**
   * The same for a class that other versions of the library have under the same name but without
   * any of these methods: there it is left alone, and nothing is logged.
   */
  public Type typeIfItDeclaresAny(String name) {
    return new Type(Names.type(name), true, null);
  }

  /**
   * The same for a class whose name another family of libraries has as well, with methods of the
   * same names that mean something else (GlassFish's fork of Catalina): it is woven only if it
   * declares one more method, which only this family has. Otherwise nothing is logged; the other
   * family has its own instrumentation.
   */
  public Type typeIfItDeclares(String name, String method, String... parameters) {
    return new Type(
        Names.type(name), true, new Declared(Names.method(method), Names.parameters(parameters)));
  }

  /**
   * Chooses every class of an application that declares one of the methods, whatever the class is
   * called. This costs a look into each class that is loaded, so it is woven only where tokens are
   * enforced, and is meant for servers that no other rule knows. The method is told by its
   * parameters, which must be classes, and returns nothing.
   */
  public Type anyType() {
    return new Type(Rule.ANY, true, null);
  }

  /**
   * A container's {@code AsyncContext}: a task that holds one is its request's work, and so is what
   * its {@code start} runs on a thread of the container's.
   */
  public void asyncContext(String type) {
    type(type)
        .constructors()
        .makesAnswer()
        .method("start", "java.lang.Runnable")
        .takesTaskOfAnswer();
  }

  List<Rule> rules() {
    return Collections.unmodifiableList(rules);
  }

  /** A class to weave. */
  public final class Type {
    private final String name;
    private final boolean inSomeVersions;
    private final @Nullable Declared condition;

    private Type(String name, boolean inSomeVersions, @Nullable Declared condition) {
      this.name = name;
      this.inSomeVersions = inSomeVersions;
      this.condition = condition;
    }

    /** Chooses one method by its exact name and the exact binary names of its parameter types. */
    public Method method(String name, String... parameters) {
      return new Method(this, Names.method(name), told(Names.parameters(parameters)));
    }

    /** Chooses every overload of a method that the class itself declares. */
    public Method methods(String name) {
      return new Method(this, Names.method(name), told(null));
    }

    /**
     * Chooses every method with these parameters, whatever its name, including bodies of lambdas;
     * no constructor.
     */
    public Method anyMethod(String... parameters) {
      return new Method(this, Rule.ANY, told(Names.parameters(parameters)));
    }

    /** Chooses every constructor. */
    public Method constructors() {
      return new Method(this, Rule.CONSTRUCTOR, told(null));
    }

    /** In a class of any name, nothing but its parameters tells a method from all others. */
    private @Nullable List<String> told(@Nullable List<String> parameters) {
      if (name.equals(Rule.ANY) && (parameters == null || !areClasses(parameters))) {
        throw new IllegalArgumentException(
            "anyType() needs a method with parameters, all of them of classes in packages");
      }
      return parameters;
    }

    private boolean areClasses(List<String> parameters) {
      boolean are = !parameters.isEmpty();
      for (String parameter : parameters) {
        are &= parameter.indexOf('.') >= 0 && !parameter.endsWith("[]");
      }
      return are;
    }
  }

  /** A method to weave. */
  public final class Method {
    private final Type type;
    private final String method;
    private final @Nullable List<String> parameters;

    private Method(Type type, String method, @Nullable List<String> parameters) {
      this.type = type;
      this.method = method;
      this.parameters = parameters;
    }

    /**
     * Names the advice by the simple name of a class in the instrumentation's package. It is
     * assumed to carry work and to write tokens; for one that does less, prefer {@link #carries},
     * {@link #writes}, {@link #receives} or {@link #shows}.
     */
    public Type with(String advice) {
      return with(advice, Role.CARRIES_AND_WRITES);
    }

    /** Names advice that opens, keeps or hands on snapshots, and writes nothing. */
    public Type carries(String advice) {
      return with(advice, Role.CARRIES);
    }

    /** Names advice that only writes a token on a call, or reads its answer. */
    public Type writes(String advice) {
      return with(advice, Role.WRITES);
    }

    /** Names advice through which a server takes in requests. */
    public Type receives(String advice) {
      return with(advice, Role.RECEIVES);
    }

    /** Names advice that only shows the application, or its logs, who the caller is. */
    public Type shows(String advice) {
      return with(advice, Role.SHOWS);
    }

    /**
     * Runs the method with nothing, on whichever thread, and gives the thread back what it had:
     * what the method does belongs to nobody, unless a task in it brings its own token. For
     * draining queues, calling listeners, a connection's messages, and objects that are created
     * once for all.
     */
    public Type beginsWithNothing() {
      return with(SHARED, "WithNothingAdvice", Role.CARRIES);
    }

    /**
     * Makes the method treat its first argument, a {@code Runnable}, as an executor treats a task
     * that is handed to it.
     */
    public Type takesTask() {
      return with(SHARED, "HandedTaskAdvice", Role.CARRIES);
    }

    /**
     * The same for a pool from which the application may get its tasks back: the task stays as it
     * is, and what is known of it is kept beside it.
     */
    public Type keepsTask() {
      return with(SHARED, "KeptTaskAdvice", Role.CARRIES);
    }

    /** The same for a task of the request that is answered through the method's object. */
    public Type takesTaskOfAnswer() {
      return with(SHARED, "TaskOfAnswerAdvice", Role.CARRIES);
    }

    /** Makes the constructor register its object as one through which the request is answered. */
    public Type makesAnswer() {
      return with(SHARED, "NewResponseAdvice", Role.CARRIES);
    }

    /** The same for an object by which others answer, too: by its methods that {@link #answers}. */
    public Type makesSharedAnswer() {
      return with(SHARED, "SharedResponseAdvice", Role.CARRIES);
    }

    /**
     * Runs the method as the request that is answered through its object ({@link
     * #makesSharedAnswer}), on whichever thread.
     */
    public Type answers() {
      return with(SHARED, "AnswerAdvice", Role.CARRIES);
    }

    /** Makes the method a {@link CookiePass} of a call that stays on one thread. */
    public Type passesCookies() {
      return with(SHARED, "CookiePassAdvice", Role.CARRIES_AND_WRITES);
    }

    /** Makes the method a {@link CachePass} of a call that stays on one thread. */
    public Type passesCache() {
      return with(SHARED, "CachePassAdvice", Role.CARRIES_AND_WRITES);
    }

    /** Makes the constructor keep with its object, a log event, whom its thread works for. */
    public Type makesLogEvent() {
      return with(SHARED, "NewLogEventAdvice", Role.SHOWS);
    }

    /** The same for a constructor whose first argument is the log event that it copies. */
    public Type copiesLogEvent() {
      return with(SHARED, "CopiedLogEventAdvice", Role.SHOWS);
    }

    /**
     * Adds {@link LoggedUser} to the map, of texts to texts or objects, that the method returns.
     */
    public Type returnsLogEntries() {
      return with(SHARED, "LogEntriesAdvice", Role.SHOWS);
    }

    /** The same for a method that returns one entry, by the key that is its first argument. */
    public Type returnsLogEntry() {
      return with(SHARED, "LogEntryAdvice", Role.SHOWS);
    }

    private Type with(String advice, Role role) {
      return with(advicePackage, advice, role);
    }

    private Type with(String folder, String advice, Role role) {
      rules.add(
          new Rule(
              instrumentation,
              type.name,
              type.inSomeVersions,
              type.condition,
              method,
              parameters,
              folder + '.' + Names.type(advice),
              null,
              role));
      return type;
    }
  }
}
