package io.tokenrelay.instrumentation.jbosslogmanager;

/** The version under test is the JDK's. */
class JBossLogManagerOnEachJdkIT extends JBossLogManagerIT {
  @Override
  protected Class<?> libraryClass() {
    return Object.class;
  }

  @Override
  protected boolean writesAllEntries() {
    return false; // the oldest does not
  }
}
