package io.tokenrelay.bootstrap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what is lost, for one test. */
final class Losses implements LossListener {
  final List<Loss> all = new ArrayList<>();
  final List<String> first = new ArrayList<>();

  @Override
  public void lost(Loss loss, String task, @Nullable String caller, boolean isFirst) {
    all.add(loss);
    if (isFirst) {
      first.add(loss + " " + task + (caller == null ? "" : " by " + caller));
    }
  }
}
