package io.tokenrelay.smoke.races;

import io.tokenrelay.bootstrap.Carried;
import io.tokenrelay.bootstrap.Carrier;
import java.util.function.Supplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Work that one thread leaves in a plain field and another finds there: no queue, no lock, nothing
 * that would publish it. Whoever sees the work sees its owner.
 */
@JCStressTest
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "not there yet")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "for the one who made it")
@Outcome(expect = Expect.FORBIDDEN, desc = "for somebody else or nobody")
@State
public class HandedOver {
  private static final Object ADA = "Ada";
  private static final Object BOB = "Bob";

  private Supplier<Integer> handed;

  @Actor
  public void maker() {
    Object before = Carrier.swap(ADA);
    handed = Carried.wrap((Supplier<Integer>) () -> Carrier.snapshot() == ADA ? 1 : 0);
    Carrier.swap(before);
  }

  @Actor
  public void finder(I_Result seen) {
    Supplier<Integer> found = handed;
    Object before = Carrier.swap(BOB);
    seen.r1 = found == null ? -1 : found.get();
    if (Carrier.swap(before) != BOB) {
      seen.r1 = 2;
    }
  }
}
