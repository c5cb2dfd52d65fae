package io.tokenrelay.instrumentation.log4j1;

/** The version under test is the JDK's. */
class Log4j1OnEachJdkIT extends Log4j1IT {
  @Override
  protected Class<?> libraryClass() {
    return Object.class;
  }
}
