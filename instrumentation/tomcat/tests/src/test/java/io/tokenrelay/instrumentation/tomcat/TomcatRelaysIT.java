package io.tokenrelay.instrumentation.tomcat;

import io.tokenrelay.instrumentation.testing.RelaysInbound;
import io.tokenrelay.instrumentation.testing.TomcatServer;
import java.util.Arrays;
import java.util.List;

class TomcatRelaysIT extends RelaysInbound {
  private static final String VERSION = System.getProperty("library.version");

  TomcatRelaysIT() {
    super(new TomcatServer());
  }

  /** Tomcat 7 has no listeners of bodies, and in 8.5.0 they fail by themselves. */
  @Override
  protected List<String> listeners() {
    return VERSION.startsWith("7.") || VERSION.equals("8.5.0")
        ? Arrays.asList("/async-complete", "/async-timeout", "/async-timeout-dispatch")
        : super.listeners();
  }

  @Override
  protected boolean completesAsTheRequest() {
    return true;
  }

  @Override
  protected boolean callsErrorListeners() {
    return !VERSION.equals("8.5.0");
  }
}
