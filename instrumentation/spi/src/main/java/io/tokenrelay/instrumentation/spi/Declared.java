package io.tokenrelay.instrumentation.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * A method that tells one family of libraries from another with classes of the same names. The
 * weaver looks for it in the class file, so nothing is loaded to find out.
 */
public final class Declared {
  private final String method;
  private final List<String> parameters;

  Declared(String method, List<String> parameters) {
    this.method = method;
    this.parameters = parameters;
  }

  /** Exact name of the method. */
  public String method() {
    return method;
  }

  /** Exact binary names of its parameter types. */
  public List<String> parameters() {
    return parameters;
  }

  Declared relocated(Relocation relocation) {
    return new Declared(method, relocated(parameters, relocation));
  }

  /** The names of types of arrays, too. */
  static List<String> relocated(List<String> types, Relocation relocation) {
    List<String> renamed = new ArrayList<>(types.size());
    for (String type : types) {
      renamed.add(relocation.type(type));
    }
    return renamed;
  }

  @Override
  public String toString() {
    return method + parameters;
  }
}
