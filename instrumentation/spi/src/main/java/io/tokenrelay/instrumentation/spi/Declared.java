package io.tokenrelay.instrumentation.spi;

import java.util.List;

/**
 * A method by which a family of libraries tells itself from another one with classes of the same
 * names. Asked of a class file by the weaver, so that nothing is loaded to find out.
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

  @Override
  public String toString() {
    return method + parameters;
  }
}
