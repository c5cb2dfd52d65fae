package io.tokenrelay.library.flow;

import io.tokenrelay.library.state.State;

/** A type of a library that consists of several packages. */
public class Source {
  public State state() {
    return new State();
  }

  public void tell(Observer observer) {
    observer.next(state());
  }
}
