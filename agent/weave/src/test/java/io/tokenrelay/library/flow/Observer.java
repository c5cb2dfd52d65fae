package io.tokenrelay.library.flow;

import io.tokenrelay.library.state.State;

/** What the advice for the library implements. */
public interface Observer {
  void next(State state);
}
