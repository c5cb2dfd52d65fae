package com.example.bench;

import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/** Work of an application: that of the agent's own packages is never carried. */
public final class Work implements Callable<Integer>, UnaryOperator<Integer> {
  private static final Integer RESULT = 1;

  @Override
  public Integer call() {
    return RESULT;
  }

  @Override
  public Integer apply(Integer value) {
    return value;
  }
}
