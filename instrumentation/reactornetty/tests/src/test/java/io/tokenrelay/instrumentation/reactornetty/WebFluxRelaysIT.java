package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.testing.AnswersEachOther;
import java.util.Arrays;
import java.util.List;

/** One event loop serves everybody: the suite runs with {@code reactor.netty.ioWorkerCount=1}. */
class WebFluxRelaysIT extends AnswersEachOther {
  WebFluxRelaysIT() {
    super(new WebFluxServer());
  }

  @Override
  protected List<String> ways() {
    return Arrays.asList(
        "/subscribe-on",
        "/publish-on",
        "/on-the-event-loop",
        "/flat-map",
        "/delay",
        "/future",
        "/retry",
        "/web-client",
        "/web-client-publish-on",
        "/web-client-several",
        "/body");
  }
}
