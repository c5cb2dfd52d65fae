package io.tokenrelay.instrumentation.samples;

import io.tokenrelay.library.flow.Observer;
import io.tokenrelay.library.flow.Source;
import io.tokenrelay.library.state.State;

/** Hands the library what implements one of its interfaces. */
public final class ObservingAdvice {
  private ObservingAdvice() {}

  public static void observe(Source source) {
    source.tell(new Observing());
  }

  private static final class Observing implements Observer {
    @Override
    public void next(State state) {
      // nothing to be done
    }
  }
}
