package io.tokenrelay.instrumentation.logback;

/** The version under test is the JDK's. */
class LogbackOnEachJdkIT extends LogbackIT {
  @Override
  protected Class<?> libraryClass() {
    return Object.class;
  }
}
