package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.Seldom;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests whose path can be read in more than one way, and tells of them once a minute:
 * somebody is trying the doors, or a client should learn to spell. No path is logged, since what a
 * client has made up may say anything.
 */
public final class AmbiguousPaths {
  private static final Logger LOG = LoggerFactory.getLogger(AmbiguousPaths.class);

  private final Counters counters;
  private final Seldom minute = new Seldom();
  private final LongAdder untold = new LongAdder();

  public AmbiguousPaths(Counters counters) {
    this.counters = counters;
  }

  public void watch(ServerRequest request, long now) {
    if (!AmbiguousPath.is(request)) {
      return;
    }
    counters.count(Event.REQUEST_AMBIGUOUS);
    untold.increment();
    if (minute.passes(now)) {
      LOG.warn(
          "requests whose path can be read in two ways: {}; they are never exempt, and are held to"
              + " the access rules of every reading",
          untold.sumThenReset());
    }
  }
}
