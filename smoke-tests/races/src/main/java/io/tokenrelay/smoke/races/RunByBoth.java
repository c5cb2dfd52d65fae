package io.tokenrelay.smoke.races;

import io.tokenrelay.bootstrap.Carried;
import io.tokenrelay.bootstrap.Carrier;
import java.util.function.Supplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One piece of work that two threads run at once, each in the middle of work of its own. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "for its maker, and then each its own")
@Outcome(expect = Expect.FORBIDDEN, desc = "for somebody else")
@State
public class RunByBoth {
  private static final Object ADA = "Ada";
  private static final Object BOB = "Bob";
  private static final Object EVE = "Eve";

  private final Supplier<Integer> shared;

  public RunByBoth() {
    Object before = Carrier.swap(ADA);
    shared = Carried.wrap((Supplier<Integer>) () -> Carrier.snapshot() == ADA ? 1 : 0);
    Carrier.swap(before);
  }

  @Actor
  public void bob(II_Result seen) {
    seen.r1 = run(BOB);
  }

  @Actor
  public void eve(II_Result seen) {
    seen.r2 = run(EVE);
  }

  private int run(Object own) {
    Object before = Carrier.swap(own);
    int found = shared.get();
    return Carrier.swap(before) == own ? found : 2;
  }
}
