package io.tokenrelay.instrumentation.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rules of one instrumentation: {@code
 * weave.type("okhttp3.RealCall").method("execute").with("Advice")}.
 */
public final class Weave {
  private final String advicePackage;
  private final List<Rule> rules = new ArrayList<>();

  Weave(String advicePackage) {
    this.advicePackage = advicePackage;
  }

  /**
   * Chooses a class by its exact binary name; there are no hierarchy matchers, they cost seconds at
   * start.
   */
  public Type type(String name) {
    return new Type(name, false, null);
  }

  /**
   * The same for a class that other versions of the library have as well, by the same name but
   * without any of these methods: there it is left as it is, and nothing is said of it.
   */
  public Type typeIfItDeclaresAny(String name) {
    return new Type(name, true, null);
  }

  /**
   * The same for a class whose name another family of libraries has as well, with methods that are
   * spelt alike and mean something else (GlassFish's fork of Catalina): it is woven only where it
   * declares one more method, which only this family has. Elsewhere nothing is said of it, since
   * its own instrumentation does.
   */
  public Type typeIfItDeclares(String name, String method, String... parameters) {
    return new Type(name, true, new Declared(method, Arrays.asList(parameters)));
  }

  /**
   * Chooses every class of an application that declares one of the methods, whatever it is called.
   * This costs a look into each class that is loaded, so it is woven only where tokens are
   * enforced, and meant for servers that no other rule knows.
   */
  public Type anyType() {
    return new Type(Rule.ANY, true, null);
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
      return new Method(this, name, Arrays.asList(parameters));
    }

    /** Chooses every overload of a method that the class itself declares. */
    public Method methods(String name) {
      return new Method(this, name, null);
    }

    /** Chooses every method with these parameters, whatever its name; bodies of lambdas as well. */
    public Method anyMethod(String... parameters) {
      return new Method(this, Rule.ANY, Arrays.asList(parameters));
    }

    /** Chooses every constructor. */
    public Method constructors() {
      return new Method(this, Rule.CONSTRUCTOR, null);
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
     * Names the advice: the simple name of a class in the package of the instrumentation. It is
     * taken to carry work and to write tokens; one that does less is better named by {@link
     * #carries}, {@link #writes} or {@link #receives}.
     */
    public Type with(String advice) {
      return with(advice, Role.CARRIES_AND_WRITES);
    }

    /** Names advice that opens, keeps or hands on what work belongs to, and writes nothing. */
    public Type carries(String advice) {
      return with(advice, Role.CARRIES);
    }

    /** Names advice that writes a token on a call, or reads its answer, and nothing else. */
    public Type writes(String advice) {
      return with(advice, Role.WRITES);
    }

    /** Names advice by which a server takes in requests. */
    public Type receives(String advice) {
      return with(advice, Role.RECEIVES);
    }

    private Type with(String advice, Role role) {
      rules.add(
          new Rule(
              type.name,
              type.inSomeVersions,
              type.condition,
              method,
              parameters,
              advicePackage + '.' + advice,
              role));
      return type;
    }
  }
}
