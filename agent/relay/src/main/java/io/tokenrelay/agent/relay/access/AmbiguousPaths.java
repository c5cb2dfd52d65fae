package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.OncePerMinute;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests whose path can be read in more than one way, and logs them once a minute:
 * either someone is probing, or a client spells paths badly. No path is logged, since a client can
 * put anything into it.
 */
public final class AmbiguousPaths {
  private static final Logger LOG = LoggerFactory.getLogger(AmbiguousPaths.class);

  private final Counters counters;
  private final OncePerMinute minute = new OncePerMinute();
  private final LongAdder unlogged = new LongAdder();

  public AmbiguousPaths(Counters counters) {
    this.counters = counters;
  }

  public void watch(ServerRequest request, long now) {
    if (!AmbiguousPath.is(request)) {
      return;
    }
    counters.count(Event.REQUEST_AMBIGUOUS);
    unlogged.increment();
    if (minute.passes(now)) {
      LOG.warn(
          "requests whose path can be read in two ways: {}; they are never exempt, and must meet"
              + " the access rules for every reading",
          unlogged.sumThenReset());
    }
  }
}
