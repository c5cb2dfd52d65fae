package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.testing.RelaysInbound;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A container without an instrumentation of its own. */
class JettyRelaysIT extends RelaysInbound {
  JettyRelaysIT() {
    super(new JettyServer());
  }

  /** {@code AsyncContext.start} runs on the container's pool, which only its own rule knows. */
  @Override
  protected List<String> ways() {
    return JettyServer.isAsync()
        ? Arrays.asList("/relay", "/forward", "/include", "/error", "/throw", "/async-dispatch")
        : Arrays.asList("/relay", "/forward", "/include", "/error", "/throw");
  }

  /** As above: listeners are the container's. */
  @Override
  protected List<String> listeners() {
    return Collections.emptyList();
  }
}
