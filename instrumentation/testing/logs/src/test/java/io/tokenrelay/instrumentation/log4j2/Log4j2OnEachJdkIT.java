package io.tokenrelay.instrumentation.log4j2;

/** The version under test is the JDK's. */
class Log4j2OnEachJdkIT extends Log4j2IT {
  @Override
  protected Class<?> libraryClass() {
    return Object.class;
  }
}
